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
    const missing = (value) => ["-", "?", "none", "nobody", "unproven", "not measured", "not known"].includes(value);
    const order = (one, other) =>
      typeof one === "number" && typeof other === "number" ? one - other : String(one).localeCompare(String(other));
    [...table.tHead.rows[0].cells].forEach((head, at) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      // What is larger comes first where a column holds figures.
      const figures = head.classList.contains("figure");
      head.sorted = (down) => {
        for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        rows.sort((one, other) => {
          const [a, b] = [key(one, at), key(other, at)];
          if (missing(a) !== missing(b)) return missing(a) ? 1 : -1;
          return down ? order(b, a) : order(a, b);
        });
        body.append(...rows);
      };
      button.addEventListener("click", () => {
        const now = head.getAttribute("aria-sort");
        head.sorted(now === null ? figures : now === "ascending");
        keep();
      });
    });
    const find = document.getElementById("find");
    const facets = [...document.querySelectorAll(".filters select")];
    const overdue = document.getElementById("overdue");
    const shown = document.getElementById("shown");
    const heads = [...table.tHead.rows[0].cells];
    const urgency = [...rows];
    const filter = () => {
      const wanted = find.value.trim().toLowerCase();
      let left = 0;
      for (const row of rows) {
        const fits =
          row.textContent.toLowerCase().includes(wanted) &&
          facets.every((facet) => facet.value === "" || row.cells[facet.dataset.column].textContent.trim() === facet.value) &&
          (!overdue.checked || row.cells[6].textContent.trim().endsWith("overdue"));
        row.hidden = !fits;
        if (fits) left += 1;
      }
      shown.textContent = left === rows.length ? "" : `${left} of ${rows.length} shown`;
    };
    // What is looked for is part of the address, so that it can be sent and outlives a reload.
    function keep() {
      const state = new URLSearchParams();
      if (find.value) state.set("q", find.value);
      for (const facet of facets) if (facet.value) state.set(facet.id, facet.value);
      if (overdue.checked) state.set("overdue", "yes");
      const sorted = heads.find((head) => head.hasAttribute("aria-sort"));
      if (sorted) state.set("sort", (sorted.getAttribute("aria-sort") === "descending" ? "-" : "") + sorted.textContent.trim());
      history.replaceState(null, "", state.size ? `#${state}` : location.href.split("#")[0]);
    }
    const restore = () => {
      const state = new URLSearchParams(location.hash.slice(1));
      if (!["q", "overdue", "sort", ...facets.map((facet) => facet.id)].some((key) => state.has(key))) return;
      find.value = state.get("q") ?? "";
      for (const facet of facets) {
        facet.value = state.get(facet.id) ?? "";
        if (facet.selectedIndex < 0) facet.value = "";
      }
      overdue.checked = state.has("overdue");
      const sort = state.get("sort") ?? "";
      const head = heads.find((head) => head.textContent.trim() === sort.replace(/^-/, ""));
      if (head) head.sorted(sort.startsWith("-"));
      filter();
      table.closest("section, main").scrollIntoView();
    };
    for (const field of [find, overdue, ...facets]) {
      field.addEventListener("input", () => {
        filter();
        keep();
      });
    }
    document.getElementById("clear").addEventListener("click", () => {
      find.value = "";
      overdue.checked = false;
      for (const facet of facets) facet.value = "";
      for (const head of heads) head.removeAttribute("aria-sort");
      rows.splice(0, rows.length, ...urgency);
      body.append(...rows);
      filter();
      keep();
    });
    addEventListener("hashchange", restore);
    document.querySelector(".filters").hidden = false;
    restore();
  }
  const copies = (text, label, place) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = label;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(text());
        button.textContent = "Copied";
      } catch {
        button.textContent = "Select the text and copy it";
      }
      setTimeout(() => (button.textContent = label), 2000);
    });
    place.after(button);
  };
  // Buttons are made when a section opens: most never do.
  const dressed = new WeakSet();
  addEventListener(
    "toggle",
    (event) => {
      const details = event.target;
      if (!details.open || dressed.has(details)) return;
      dressed.add(details);
      if (details.matches("details.minutes")) {
        const text = details.querySelector("pre");
        copies(() => text.textContent, "Copy as minutes", text);
      }
      for (const text of details.querySelectorAll(".fix pre")) copies(() => text.textContent, "Copy", text);
      const section = details.matches("details.alliance") && details.querySelector(".body");
      if (section) {
        history.replaceState(null, "", `#${encodeURIComponent(section.id)}`);
        copies(() => location.href, "Copy the link", section.querySelector(".back"));
      }
    },
    true,
  );
  const open = () => {
    let id = location.hash.slice(1);
    try {
      id = decodeURIComponent(id);
    } catch {}
    const target = id !== "" && document.getElementById(id);
    const details = target && target.closest("details.alliance");
    if (!details) return;
    details.open = true;
    details.scrollIntoView();
    details.querySelector("summary").focus({ preventScroll: true });
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
