// Who this tab is: kept while the tab is open, so that a reload stays in the room; the room itself is in the address.
import type { Visit } from "./actors.js";

/** The room of the page's address. */
export function roomOfAddress(): string {
  return new URLSearchParams(location.search).get("room")?.trim().slice(0, 40) || "lobby";
}

/** Who this tab was, if anyone. */
export function rememberedVisit(): Visit | undefined {
  const name = sessionStorage.getItem("name");
  const role = sessionStorage.getItem("role") === "spectator" ? "spectator" : "player";
  return name ? { name, room: roomOfAddress(), role } : undefined;
}

export function rememberVisit({ name, room, role }: Visit): void {
  sessionStorage.setItem("name", name);
  sessionStorage.setItem("role", role);
  history.replaceState(null, "", `?${new URLSearchParams({ room }).toString()}`);
}

export function forgetVisit(): void {
  sessionStorage.clear();
}
