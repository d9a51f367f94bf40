// What the page asks of its server. Every answer that is HTML was escaped there.

const token = document.querySelector('meta[name="review-token"]').content;
export const report = document.body.dataset.report;

async function answer(response) {
  if (response.ok) return response;
  let told = "";
  try {
    told = (await response.json()).error;
  } catch {
    told = `The server answered ${response.status}.`;
  }
  throw new Error(told);
}

async function ask(path, parameters, options) {
  const query = new URLSearchParams(parameters).toString();
  let response;
  try {
    response = await fetch(`/${path}/${report}${query ? `?${query}` : ""}`, options);
  } catch {
    throw new Error("The server does not answer: is msc-evidence review still running?");
  }
  return answer(response);
}

export async function getHtml(path, parameters = {}) {
  return (await ask(path, parameters)).text();
}

export async function getJson(path, parameters = {}) {
  return (await ask(path, parameters)).json();
}

export async function decide(asked) {
  const headers = { "content-type": "application/json", "x-review-token": token };
  return (await (await ask("decide", {}, { method: "POST", headers, body: JSON.stringify(asked) })).json()).saved;
}

export function elementsOf(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}
