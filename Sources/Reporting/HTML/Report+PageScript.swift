import Conformance

extension Report {
  /// What the page does beyond being read: searching, walking through squares by keys, naming a square. Without
  /// the characters that XML would take for markup.
  static let pageScript = """

    "use strict";
    document.documentElement.classList.add("script");

    // A link to a case opens it, also where the browser would not.
    function open() {
      const target = location.hash.startsWith("#d") ? document.getElementById(location.hash.slice(1)) : null;
      if (target === null) return;
      const details = target.parentElement;
      details.hidden = false;
      details.open = true;
      details.scrollIntoView();
      details.firstElementChild.focus({ preventScroll: true });
    }
    addEventListener("hashchange", open);
    open();

    // The square under the pointer or the focus is named.
    const readout = document.getElementById("readout");
    function name(event) {
      const square = event.target.closest("[title]");
      if (square === null) return;
      const place = (square.getAttribute("href") ?? "").slice(1);
      const details = place === "" ? null : document.getElementById(place).parentElement;
      readout.textContent = square.title + (details === null ? "" : ": " + details.querySelector("small").textContent);
    }

    // A picture's squares are one stop of the tab key; arrows go from one to the next.
    for (const picture of document.querySelectorAll(".matrix, .strip")) {
      picture.addEventListener("pointerover", name);
      picture.addEventListener("focusin", name);
      const links = Array.from(picture.querySelectorAll("a"));
      links.forEach((link, index) => { link.tabIndex = index === 0 ? 0 : -1; });
      picture.addEventListener("keydown", event => {
        const step = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[event.key];
        if (step === undefined) return;
        event.preventDefault();
        const next = neighbour(links, document.activeElement, step);
        if (next === null) return;
        document.activeElement.tabIndex = -1;
        next.tabIndex = 0;
        next.focus();
      });
    }

    // The nearest link in a direction: the next one along a row, the closest one in another row.
    function neighbour(links, current, [across, down]) {
      if (down === 0) return links[links.indexOf(current) + across] ?? null;
      const from = current.getBoundingClientRect();
      let best = null, least = Infinity;
      for (const link of links) {
        const to = link.getBoundingClientRect();
        const rows = down * (to.top - from.top);
        const distance = 1000 * rows + Math.abs(to.left - from.left);
        if (rows > 0 ? least > distance : false) [best, least] = [link, distance];
      }
      return best;
    }

    // The list shows the cases whose name has every word that was typed.
    const search = document.getElementById("search");
    search?.addEventListener("input", () => {
      const words = search.value.toLowerCase().split(/[\\s+]+/);
      let found = 0;
      for (const details of document.getElementById("list").children) {
        const id = details.querySelector("code").textContent.toLowerCase();
        details.hidden = !words.every(word => id.includes(word));
        found += details.hidden ? 0 : 1;
      }
      document.getElementById("found").textContent = found + (found === 1 ? " case" : " cases");
    });

    """
}
