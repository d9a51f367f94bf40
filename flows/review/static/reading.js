// Waits until a report is read, then shows it.
import { getJson } from "./server.js";

async function look() {
  try {
    if ((await getJson("ready")).ready) return window.location.reload();
  } catch {
    // the server says so on the next load
  }
  return setTimeout(look, 400);
}
void look();
