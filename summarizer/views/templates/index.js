"use strict";
// Search matches every word anywhere in a row; filters narrow further; a column's button sorts by it.
(function () {
  const body = document.querySelector("#reports tbody");
  const rows = Array.from(body.rows);
  const texts = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
  const search = document.getElementById("search");
  const province = document.getElementById("province");
  const state = document.getElementById("state");
  const shown = document.getElementById("shown");

  function filter() {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const row of rows) {
      const kept =
        words.every((word) => texts.get(row).includes(word)) &&
        (!province.value || row.dataset.province === province.value) &&
        (!state.value || row.dataset.state.split(" ").includes(state.value));
      row.hidden = !kept;
      if (kept) count += 1;
    }
    shown.textContent = String(count);
  }

  function key(row, column) {
    const cell = row.cells[column];
    return (cell.dataset.key !== undefined ? cell.dataset.key : cell.textContent).trim();
  }

  // Rows without a value stay last in either direction.
  function compare(one, other, numeric) {
    if (!one || !other) return one ? -1 : other ? 1 : 0;
    return numeric ? Number(one) - Number(other) : one.localeCompare(other, "zh");
  }

  function sort(button) {
    const header = button.closest("th");
    const falling = header.getAttribute("aria-sort") === "ascending";
    for (const other of document.querySelectorAll("th[aria-sort]")) other.removeAttribute("aria-sort");
    header.setAttribute("aria-sort", falling ? "descending" : "ascending");
    const column = Number(button.dataset.sort);
    const numeric = button.dataset.numeric !== undefined;
    rows.sort((one, other) => {
      const left = key(one, column);
      const right = key(other, column);
      const order = compare(left, right, numeric);
      return falling && left && right ? -order : order;
    });
    body.append(...rows);
  }

  search.addEventListener("input", filter);
  province.addEventListener("change", filter);
  state.addEventListener("change", filter);
  document.getElementById("controls").addEventListener("submit", (event) => event.preventDefault());
  for (const button of document.querySelectorAll("th button")) {
    button.addEventListener("click", () => sort(button));
  }
  // A browser that goes back restores the fields: the rows must agree with them.
  window.addEventListener("pageshow", filter);
})();
