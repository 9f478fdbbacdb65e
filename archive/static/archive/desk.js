// Takes the words that are selected in the text, and where they start, into the form beside it.
"use strict";
{
  const text = document.getElementById("desk-text");
  const words = document.getElementById("id_words");
  const start = document.getElementById("id_start");

  const before = (range) => {
    const leading = document.createRange();
    leading.setStart(text, 0);
    leading.setEnd(range.startContainer, range.startOffset);
    return leading.toString();
  };

  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return;
    const range = selection.getRangeAt(0);
    if (!text.contains(range.commonAncestorContainer)) return;
    const selected = range.toString();
    if (!selected.trim()) return;
    const space = selected.length - selected.trimStart().length;
    words.value = selected.trim();
    // Characters as people count them: some take two places in a script's string.
    start.value = [...(before(range) + selected.slice(0, space))].length;
  });

  // Words that were typed or mended by hand stand wherever they stand.
  words.addEventListener("input", () => { start.value = ""; });
}
