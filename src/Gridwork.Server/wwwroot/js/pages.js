// What is a little nicer with a script; nothing depends on it.

// One filter's choices open at a time; Escape and a click elsewhere close them.
document.addEventListener("toggle", event => {
  if (!event.target.matches?.("details.pick[open]")) return;
  for (const other of document.querySelectorAll("details.pick[open]")) if (other !== event.target) other.open = false;
}, true);
document.addEventListener("keydown", event => {
  if (event.key !== "Escape") return;
  const open = document.querySelector("details.pick[open]");
  if (open) { open.open = false; open.querySelector("summary").focus(); }
});
document.addEventListener("click", event => {
  for (const open of document.querySelectorAll("details.pick[open]")) if (!open.contains(event.target)) open.open = false;
});

// Files can be dropped on the field that chooses them.
for (const drop of document.querySelectorAll(".drop")) {
  const input = drop.querySelector("input[type=file]");
  if (!input) continue;
  drop.addEventListener("dragover", event => { event.preventDefault(); drop.classList.add("over"); });
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", event => {
    event.preventDefault();
    drop.classList.remove("over");
    input.files = event.dataTransfer.files;
    input.form?.requestSubmit();
  });
}
