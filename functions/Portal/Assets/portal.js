"use strict";

// Counts that grow while somebody looks: [data-counts] names an address that answers {"name": number},
// and each [data-count=name] below it shows the newest. Without this script the page shows them as of its loading.
for (const board of document.querySelectorAll("[data-counts]")) {
  const refresh = async () => {
    if (document.hidden) {
      return;
    }

    try {
      const answer = await fetch(board.dataset.counts, { headers: { accept: "application/json" }, redirect: "error" });
      if (!answer.ok) {
        return;
      }

      for (const [name, count] of Object.entries(await answer.json())) {
        const place = board.querySelector(`[data-count="${CSS.escape(name)}"]`);
        if (place && place.textContent !== count.toLocaleString("en")) {
          place.textContent = count.toLocaleString("en");
        }
      }
    } catch {
      // the next round asks again
    }
  };

  setInterval(refresh, 5000);
}

// The browser's print dialogue, on pages made for paper. Without this script the browser's own menu does the same.
for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", () => window.print());
}
