// The page of a build's components: filters names, updates itself while the build runs, and counts running times.
(() => {
  "use strict";

  const POLL_MILLIS = 2000;
  const RETRY_MILLIS = 30000;
  const FOCUSABLE = "a[href], summary, pre[tabindex], button, input";

  function start() {
    const live = document.querySelector(".mergeability-live");
    if (!live) {
      return;
    }
    const summary = document.querySelector(".mergeability-summary");
    const rerun = document.querySelector(".mergeability-rerun");
    const search = document.querySelector(".mergeability-filter");
    const field = document.getElementById("mergeability-filter");
    const found = document.getElementById("mergeability-found");
    const texts = new WeakMap();
    let shownAt = performance.now();

    // Filter

    function textOf(element) {
      if (!texts.has(element)) {
        texts.set(element, element.textContent.toLowerCase());
      }
      return texts.get(element);
    }

    function containsAll(text, words) {
      return words.every((word) => text.includes(word));
    }

    function filterGroup(group, words) {
      const rows = Array.from(group.rows);
      const whole = containsAll(textOf(rows[0]), words);
      let any = whole;
      let shown = whole;
      for (const row of rows.slice(1)) {
        if (!row.classList.contains("mergeability-failures")) {
          shown = whole || containsAll(textOf(rows[0]) + textOf(row), words);
          any = any || shown;
        }
        row.hidden = !shown;
      }
      group.hidden = !any;
      return any ? 1 : 0;
    }

    function filterNames(fold, words) {
      const place = fold.querySelector("p");
      if (place.allNames === undefined) {
        place.allNames = place.textContent;
      }
      const names = place.allNames.split(", ").filter((name) => containsAll(name.toLowerCase(), words));
      place.textContent = words.length ? names.join(", ") : place.allNames;
      fold.hidden = words.length > 0 && names.length === 0;
      if (words.length && place.wasOpen === undefined) {
        place.wasOpen = fold.open;
        fold.open = true;
      } else if (!words.length && place.wasOpen !== undefined) {
        fold.open = place.wasOpen;
        place.wasOpen = undefined;
      }
      return words.length ? names.length : 0;
    }

    function filter() {
      const words = field.value.toLowerCase().split(/\s+/).filter((word) => word);
      let count = 0;
      for (const table of live.querySelectorAll(".mergeability-scroll")) {
        let groups = 0;
        for (const group of table.querySelectorAll(".mergeability-jobs > tbody")) {
          groups += filterGroup(group, words);
        }
        table.hidden = groups === 0;
        count += groups;
      }
      for (const fold of live.querySelectorAll(".mergeability-unaffected")) {
        count += filterNames(fold, words);
      }
      const sentence = count === 0 ? "none" : count === 1 ? "one" : "many";
      found.textContent = words.length ? found.dataset[sentence].replace("{0}", count) : "";
    }

    function filterAll() {
      if (field.value && live.querySelector(".mergeability-all") && live.dataset.all !== "true") {
        live.dataset.all = "true";
        update().catch(() => (live.dataset.all = "false"));
      }
      filter();
    }

    // Updates

    function focusPosition() {
      const focused = document.activeElement;
      if (!live.contains(focused)) {
        return null;
      }
      const around = focused.closest("[id]");
      const anchor = around && live.contains(around) ? around : live;
      return { id: anchor.id, at: Array.from(anchor.querySelectorAll(FOCUSABLE)).indexOf(focused), self: anchor === focused };
    }

    function restoreFocus(place) {
      const anchor = place && (place.id ? document.getElementById(place.id) : live);
      if (anchor) {
        const focused = place.self ? anchor : anchor.querySelectorAll(FOCUSABLE)[place.at];
        if (focused) {
          focused.focus({ preventScroll: true });
        }
      }
    }

    function isReading() {
      const selection = document.getSelection();
      return !selection.isCollapsed && live.contains(selection.anchorNode);
    }

    function get(url) {
      return fetch(url, { cache: "no-store" }).then((response) => {
        if (!response.ok) {
          throw new Error(response.statusText);
        }
        return response;
      });
    }

    function update() {
      return get("content?all=" + live.dataset.all)
        .then((response) => response.text())
        .then(replace);
    }

    function replace(text) {
      const fresh = new DOMParser().parseFromString(text, "text/html").body;
      const open = new Map();
      for (const fold of live.querySelectorAll("details[id]")) {
        open.set(fold.id, fold.open);
      }
      for (const fold of fresh.querySelectorAll("details[id]")) {
        if (open.has(fold.id)) {
          fold.open = open.get(fold.id);
        }
      }
      const place = focusPosition();
      live.textContent = "";
      while (fresh.firstChild) {
        live.appendChild(fresh.firstChild);
      }
      shownAt = performance.now();
      scrollTails(live);
      filter();
      restoreFocus(place);
    }

    function checkProgress() {
      return get("progress")
        .then((response) => response.json())
        .then((progress) => {
          if (progress.version === live.dataset.version || (progress.building && isReading())) {
            return progress;
          }
          return update().then(() => {
            live.dataset.version = progress.version;
            return progress;
          });
        })
        .then(showProgress);
    }

    function showProgress(progress) {
      if (summary.textContent !== progress.summary) {
        summary.textContent = progress.summary;
      }
      if (rerun) {
        rerun.hidden = !progress.rerun;
      }
      return progress.building;
    }

    function poll() {
      const checked = document.hidden ? Promise.resolve(true) : checkProgress();
      checked.then(
        (building) => {
          if (building) {
            setTimeout(poll, POLL_MILLIS);
          }
        },
        () => {
          summary.textContent = live.dataset.stale;
          setTimeout(poll, RETRY_MILLIS);
        },
      );
    }

    // Times

    function duration(millis) {
      const seconds = Math.floor(millis / 1000);
      const two = (number) => String(number).padStart(2, "0");
      if (seconds < 60) {
        return seconds + " s";
      }
      return seconds < 3600
        ? Math.floor(seconds / 60) + "m " + two(seconds % 60) + "s"
        : Math.floor(seconds / 3600) + "h " + two(Math.floor(seconds / 60) % 60) + "m";
    }

    function tick() {
      for (const cell of live.querySelectorAll("[data-elapsed]")) {
        cell.textContent = duration(Number(cell.dataset.elapsed) + performance.now() - shownAt);
      }
    }

    // Log tails are shown from their end.
    live.addEventListener("toggle", (event) => scrollTails(event.target), true);

    function scrollTails(within) {
      within.querySelectorAll(".mergeability-tail").forEach((tail) => (tail.scrollTop = tail.scrollHeight));
    }

    scrollTails(live);
    search.hidden = false;
    field.addEventListener("input", filterAll);
    if (live.dataset.building === "true") {
      setTimeout(poll, POLL_MILLIS);
      setInterval(tick, 1000);
    }
  }

  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start);
  } else {
    start();
  }
})();
