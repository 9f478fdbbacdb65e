// Shows how far an import is, and the page that comes after it.
"use strict";
{
  const OFTEN = 1000; // milliseconds
  const box = document.querySelector("[data-progress]");
  const bar = box?.querySelector("progress");
  const words = box?.querySelector("[data-words]");

  const show = (told) => {
    if (told.total) {
      bar.max = told.total;
      bar.value = told.done;
    } else {
      bar.removeAttribute("value");
    }
    if (words.textContent !== told.words) words.textContent = told.words;
  };

  const look = async () => {
    let told;
    try {
      const response = await fetch(box.dataset.progress, { headers: { Accept: "application/json" } });
      told = await response.json();
    } catch {
      // The site may be restarting: the import goes on.
      setTimeout(look, OFTEN * 3);
      return;
    }
    if (!told.is_running) {
      location.reload();
      return;
    }
    show(told);
    setTimeout(look, OFTEN);
  };

  if (box) setTimeout(look, OFTEN / 2);
}
