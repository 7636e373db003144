// What the page says about its connection.
import type { ActorError } from "../../../generated/client.js";
import type { Status } from "./use-status.js";

const labels = {
  connecting: "Connecting",
  connected: "Connected",
  back: "Connected",
  lost: "Reconnecting",
  refused: "Refused",
} as const;

export function ConnectionPill({ status }: { status: Status }) {
  return (
    <span className="pill" data-status={status.kind} role="status">
      {labels[status.kind]}
    </span>
  );
}

export function ConnectionBanner({ status }: { status: Status }) {
  const text = bannerText(status);
  return (
    <div role="status" className="banner-place">
      {text !== undefined && (
        <p className="banner" data-status={status.kind}>
          <span>{text}</span>
          {"seconds" in status && (
            // Not read out: it changes every second.
            <span className="seconds" aria-hidden="true">
              {status.seconds} s
            </span>
          )}
        </p>
      )}
    </div>
  );
}

function bannerText(status: Status): string | undefined {
  if (status.kind === "lost") return "Connection lost. Reconnecting; what you write now is sent then.";
  if (status.kind === "back") return "Connected again.";
  // A moment's wait is the skeleton's to show.
  if (status.kind === "connecting" && status.seconds >= 2) return "The server does not answer yet. Still trying.";
  return undefined;
}

export function Refused({ error, onLeave }: { error: ActorError; onLeave: () => void }) {
  return (
    <main className="door">
      <div className="card" role="alert">
        <span className="logo" aria-hidden="true" />
        <h1>You cannot enter</h1>
        <p className="lead">{error.message}</p>
        <p className="code">{error.code}</p>
        <button type="button" className="primary" autoFocus onClick={onLeave}>
          Back
        </button>
      </div>
    </main>
  );
}
