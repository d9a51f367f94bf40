// Where text stands. The report counts Unicode code points; JavaScript counts UTF-16 units, two for 𝒳 or 😀.

/** Code points in the first `units` UTF-16 units of `text`. */
export function codePoints(text, units = text.length) {
  let count = units;
  for (let i = 1; i < units; i += 1) {
    if ((text.charCodeAt(i) & 0xfc00) === 0xdc00 && (text.charCodeAt(i - 1) & 0xfc00) === 0xd800) count -= 1;
  }
  return count;
}

const pieceOf = (node) => node.parentElement?.closest("[data-start]");

function offsetOf(node, units) {
  const piece = pieceOf(node);
  const before = document.createRange();
  before.setStart(piece, 0);
  before.setEnd(node, units);
  return Number(piece.dataset.start) + codePoints(before.toString());
}

/** The marked stretch of the report as {start, end, said} in code points, without white space at its ends; null where none is marked. */
export function markedStretch(root) {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  if (!range.intersectsNode(root)) return null;
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT, (node) =>
    range.intersectsNode(node) && pieceOf(node) ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP,
  );
  let first = null;
  let last = null;
  let said = "";
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const from = node === range.startContainer ? range.startOffset : 0;
    const to = node === range.endContainer ? range.endOffset : node.data.length;
    const text = node.data.slice(from, to);
    if (!text.trim()) continue;
    first ??= { node, units: from + text.length - text.trimStart().length };
    last = { node, units: from + text.trimEnd().length };
    said += text;
  }
  return first && { start: offsetOf(first.node, first.units), end: offsetOf(last.node, last.units), said };
}
