// Tables that can be searched and filtered: a box for words, and a menu for each named column.

function columnOf(table, name) {
  return [...table.tHead.rows[0].cells].findIndex((cell) => cell.textContent === name);
}

/** What a menu offers of a cell: "Methods, line 23" is filed under "Methods". */
function keysOf(cell) {
  return cell.textContent.split(/, line |; /).filter((part) => !/^\d/.test(part) || part.length === 4);
}

function menu(table, name, apply) {
  const column = columnOf(table, name);
  const rows = [...table.tBodies[0].rows];
  const keys = [...new Set(rows.flatMap((row) => keysOf(row.cells[column])))].filter(Boolean).sort();
  const select = document.createElement("select");
  select.append(new Option("all", ""), ...keys.map((key) => new Option(key, key)));
  select.addEventListener("change", apply);
  const label = document.createElement("label");
  label.append(`${name} `, select);
  const passes = (row) => !select.value || keysOf(row.cells[column]).includes(select.value);
  return { label, passes };
}

function makeFilterable(frame) {
  const table = frame.querySelector("table");
  const status = document.createElement("output");
  const search = document.createElement("input");
  search.type = "search";
  const rows = [...table.tBodies[0].rows];
  const apply = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      const text = row.textContent.toLowerCase();
      const pass = menus.every((one) => one.passes(row)) && words.every((word) => text.includes(word));
      row.hidden = !pass;
      shown += pass ? 1 : 0;
    }
    status.textContent = `${shown} of ${rows.length} shown`;
  };
  const menus = frame.dataset.filters.split(",").map((name) => menu(table, name, apply));
  search.addEventListener("input", apply);
  const label = document.createElement("label");
  label.append("Search ", search);
  const bar = document.createElement("div");
  bar.className = "filter-bar";
  bar.append(label, ...menus.map((one) => one.label), status);
  frame.prepend(bar);
  apply();
}

/** A mark in the text leads to a row: its arithmetic is opened for the reader who comes from there. */
function openTarget() {
  const row = document.getElementById(decodeURIComponent(document.location.hash.slice(1)));
  row?.querySelector("details")?.setAttribute("open", "");
  row?.scrollIntoView();
}

document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll(".filterable").forEach(makeFilterable);
  openTarget();
});
window.addEventListener("hashchange", openTarget);
