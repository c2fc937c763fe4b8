// The page says everything without this; it only adds sorting, filtering and opening.
(() => {
  "use strict";
  const table = document.getElementById("portfolio-table");
  if (table) {
    const body = table.tBodies[0];
    const rows = [...body.rows];
    const key = (row, at) => {
      const text = row.cells[at].textContent.trim();
      const number = text.replaceAll(",", "");
      return number !== "" && !Number.isNaN(Number(number)) ? Number(number) : text;
    };
    // What is not known goes last, whichever way a column is sorted.
    const missing = (value) => ["-", "?", "none", "nobody", "unproven", "not in money"].includes(value);
    const order = (one, other) =>
      typeof one === "number" && typeof other === "number" ? one - other : String(one).localeCompare(String(other));
    [...table.tHead.rows[0].cells].forEach((head, at) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        rows.sort((one, other) => {
          const [a, b] = [key(one, at), key(other, at)];
          if (missing(a) !== missing(b)) return missing(a) ? 1 : -1;
          return down ? order(b, a) : order(a, b);
        });
        body.append(...rows);
      });
    });
    const find = document.getElementById("find");
    const verdict = document.getElementById("verdict");
    const shown = document.getElementById("shown");
    const filter = () => {
      const wanted = find.value.trim().toLowerCase();
      let left = 0;
      for (const row of rows) {
        const fits =
          row.textContent.toLowerCase().includes(wanted) &&
          (verdict.value === "" || row.cells[2].textContent.trim() === verdict.value);
        row.hidden = !fits;
        if (fits) left += 1;
      }
      shown.textContent = left === rows.length ? "" : `${left} of ${rows.length} shown`;
    };
    find.addEventListener("input", filter);
    verdict.addEventListener("change", filter);
    document.querySelector(".filters").hidden = false;
  }
  const open = () => {
    const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    const details = target && target.closest("details.alliance");
    if (!details) return;
    details.open = true;
    details.scrollIntoView();
  };
  addEventListener("hashchange", open);
  // A link to where one is already changes no hash.
  document.addEventListener("click", (event) => {
    if (event.target.closest && event.target.closest('a[href^="#"]')) setTimeout(open);
  });
  open();
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("details.alliance:not([open]), details.more:not([open])")];
    for (const one of closed) one.open = true;
  });
  addEventListener("afterprint", () => {
    for (const one of closed) one.open = false;
  });
})();
