// Gives every field that is filled by typing the name of its label: select2 forgets it.
"use strict";
{
  const name = () => {
    for (const select of document.querySelectorAll("select.admin-autocomplete:not([data-named])")) {
      const label = document.querySelector(`label[for="${select.id}"]`);
      const box = select.nextElementSibling?.querySelector("[role=combobox]");
      if (!label || !box) continue;
      select.dataset.named = "";
      label.id ||= `${select.id}_label`;
      const shown = box.querySelector("[role=textbox]");
      const value = box.getAttribute("aria-labelledby") || "";
      box.setAttribute("aria-labelledby", `${label.id} ${value}`.trim());
      shown?.setAttribute("aria-labelledby", label.id);
      box.querySelector("input")?.setAttribute("aria-labelledby", label.id);
    }
  };
  const start = () => {
    new MutationObserver(name).observe(document.body, { childList: true, subtree: true });
    name();
  };
  document.addEventListener("DOMContentLoaded", start);
}
