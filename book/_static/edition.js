// What the stock theme leaves out: names for its controls, and the data beside every table.

/** Name the arrows that unfold a menu: a screen reader would read out nothing. */
function nameMenus() {
  for (const summary of document.querySelectorAll("nav summary, .bd-sidebar summary")) {
    const link = summary.closest("li")?.querySelector("a");
    summary.setAttribute("aria-label", `Pages under ${link ? link.textContent.trim() : "this one"}`);
  }
}

/** The bibliography calls itself a list, though its entries are none of a list's items. */
function unlistBibliography() {
  for (const list of document.querySelectorAll(".citation-list[role='list']")) {
    list.removeAttribute("role");
  }
}

/** A cell as text: what a number's tooltip holds is left out, line breaks become spaces. */
function cellText(cell) {
  const copy = cell.cloneNode(true);
  copy.querySelectorAll(".told-detail").forEach((detail) => detail.remove());
  return copy.textContent.replace(/\s+/g, " ").trim();
}

function tableAsCsv(table) {
  const quoted = (text) => (/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return [...table.rows]
    .map((row) => [...row.cells].map((cell) => quoted(cellText(cell))).join(","))
    .join("\n");
}

/** A download for every table that has none of its own yet. */
function offerData() {
  const page = document.location.pathname.split("/").pop().replace(/\.html$/, "") || "index";
  document.querySelectorAll("article table").forEach((table, index) => {
    const frame = table.closest(".table-scroll, .pst-scrollable-table-container") || table;
    if (frame.nextElementSibling?.querySelector("a[download]")) return;
    const link = document.createElement("a");
    link.download = `${page}-table-${index + 1}.csv`;
    link.href = `data:text/csv;charset=utf-8,${encodeURIComponent(tableAsCsv(table) + "\n")}`;
    link.textContent = "Data of this table (CSV)";
    const line = document.createElement("p");
    line.className = "figure-caption";
    line.append(link);
    frame.after(line);
  });
}

/** Tables that are wider than the screen scroll; the keyboard must be able to reach them. */
function reachScrolling() {
  for (const frame of document.querySelectorAll(".pst-scrollable-table-container, .highlight pre")) {
    if (frame.scrollWidth > frame.clientWidth) frame.tabIndex = 0;
  }
}

document.addEventListener("DOMContentLoaded", () => {
  nameMenus();
  unlistBibliography();
  offerData();
  reachScrolling();
});
