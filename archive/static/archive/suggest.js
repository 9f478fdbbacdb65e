// Names that come up while somebody types in a search box: the combobox pattern of ARIA.
// A box says where to ask in data-suggest; without this script its form is submitted as ever.

const PAUSE = 120; // milliseconds without a key before anything is asked
const SIGN = /[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]/; // one Chinese sign is a word
const KEYS = { ArrowDown: 1, ArrowUp: -1 };

function isEnough(words) {
  return words.length > 1 || SIGN.test(words);
}

function element(name, attributes, text = "") {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.textContent = text;
  return made;
}

function suggestFor(box) {
  const list = element("ul", { role: "listbox", id: `${box.id}-suggestions`, class: "suggestions", "aria-label": box.dataset.suggestLabel, hidden: "" });
  const status = element("p", { role: "status", class: "hidden-label" });
  let found = [], active = -1, timer = 0, asking = null, asked = "";

  function mark(number) {
    active = number;
    [...list.children].forEach((option, at) => option.setAttribute("aria-selected", at === active));
    if (active < 0) box.removeAttribute("aria-activedescendant");
    else {
      box.setAttribute("aria-activedescendant", list.children[active].id);
      list.children[active].scrollIntoView({ block: "nearest" });
    }
  }

  function open(isOpen) {
    list.hidden = !isOpen;
    box.setAttribute("aria-expanded", isOpen);
    if (!isOpen) mark(-1);
  }

  function show(suggestions) {
    found = suggestions;
    list.replaceChildren(...found.map((each, at) => {
      const option = element("li", { role: "option", id: `${list.id}-${at}`, "aria-selected": "false" });
      option.append(element("span", { class: "name" }, each.title), element("span", { class: "basis" }, each.about ? `${each.kind} · ${each.about}` : each.kind));
      return option;
    }));
    status.textContent = `${box.dataset.suggestLabel}: ${found.length}`;
    open(found.length > 0);
  }

  function drop() {
    clearTimeout(timer);
    asking?.abort();
    asked = "";
    open(false);
  }

  async function ask(words) {
    asking?.abort();
    asking = new AbortController();
    asked = words;
    try {
      const response = await fetch(`${box.dataset.suggest}?q=${encodeURIComponent(words)}`, { signal: asking.signal });
      if (response.ok) show((await response.json()).suggestions);
    } catch (error) {
      if (error.name !== "AbortError") open(false); // no answer: the form still works
    }
  }

  function typed() {
    const words = box.value.trim();
    clearTimeout(timer);
    if (!isEnough(words)) drop();
    else if (words !== asked) timer = setTimeout(ask, PAUSE, words);
    else open(found.length > 0);
  }

  function pressed(event) {
    if (event.isComposing) return; // the keys belong to whoever writes Chinese
    if (event.key in KEYS && found.length && box.value.trim() === asked) {
      event.preventDefault();
      open(true);
      const places = found.length + 1; // one more is the box itself
      mark(((active + 1 + KEYS[event.key] + places) % places) - 1);
    } else if (event.key === "Enter" && active >= 0 && !list.hidden) {
      event.preventDefault();
      location.assign(found[active].url);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      drop();
    }
  }

  const roles = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id };
  for (const [key, value] of Object.entries(roles)) box.setAttribute(key, value);
  box.parentElement.append(list, status);
  box.addEventListener("input", typed);
  box.addEventListener("keydown", pressed);
  box.addEventListener("blur", drop);
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus
  list.addEventListener("click", (event) => {
    const at = [...list.children].indexOf(event.target.closest("li"));
    if (at >= 0) location.assign(found[at].url);
  });
}

document.querySelectorAll("input[data-suggest]").forEach(suggestFor);
