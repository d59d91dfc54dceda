"use strict";
// Rows, figures of the article and figures of the original page that show the same number share
// data-f (and data-p for a project's name); whatever is pointed at or chosen lights all of them.
(function () {
  const all = (selector) => Array.from(document.querySelectorAll(selector));
  const rows = all("tr.row");
  const report = document.getElementById("report");
  const article = document.getElementById("article");

  function same(element) {
    const found = [];
    for (const key of ["f", "p"]) {
      if (element.dataset[key] !== undefined) {
        found.push(...all("[data-" + key + '="' + CSS.escape(element.dataset[key]) + '"]'));
      }
    }
    return found;
  }

  function light(element, name) {
    for (const one of all("." + name)) one.classList.remove(name);
    if (element) for (const one of same(element)) one.classList.add(name);
  }

  function show(target) {
    if (!target) return;
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    target.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  }

  function choose(element) {
    light(element, "chosen");
    const peers = same(element);
    const inReport = report.contains(element);
    const target = inReport
      ? peers.find((one) => article.contains(one))
      : peers.find((one) => one.matches("tr.row")) || peers.find((one) => report.contains(one));
    show(target);
    if (target && inReport && element.dataset.f !== undefined) {
      history.replaceState(null, "", "#f" + element.dataset.f);
    }
  }

  function pointed(event) {
    return event.target instanceof Element ? event.target.closest("[data-f], [data-p]") : null;
  }

  document.addEventListener("pointerover", (event) => light(pointed(event), "lit"));
  document.addEventListener("focusin", (event) => light(pointed(event), "lit"));
  document.addEventListener("click", (event) => {
    const element = pointed(event);
    if (!element) return;
    event.preventDefault();
    choose(element);
  });

  // j and k step through the rows, Escape lets go.
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Escape") {
      light(null, "chosen");
      light(null, "lit");
      return;
    }
    const step = { j: 1, k: -1 }[event.key];
    if (!step || !rows.length) return;
    const at = rows.findIndex((row) => row.classList.contains("chosen"));
    const next = rows[Math.min(rows.length - 1, Math.max(0, at + step))];
    const link = next.querySelector("a");
    if (link) link.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
    choose(next);
  });

  const button = document.getElementById("show-before");
  if (button) {
    button.addEventListener("click", () => {
      const on = document.body.classList.toggle("show-before");
      button.setAttribute("aria-pressed", String(on));
    });
  }

  // An address with #f12 came from a terminal or a table: light the figure and its row.
  const target = location.hash.length > 1 ? document.getElementById(location.hash.slice(1)) : null;
  if (target && target.dataset.f !== undefined) {
    light(target, "chosen");
    show(target);
  }
})();
