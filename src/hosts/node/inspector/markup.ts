// The markup of the inspector's page: its panes, empty. The page's modules fill them.

/** The page. It holds no data and no inline script or style. */
export const markup = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Inspector</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="inspector/style.css">
<script type="module" src="inspector/app.js"></script>
</head>
<body data-pane="actors">
<header class="top">
  <span class="brand">Inspector</span>
  <span id="status" class="status" data-now="away" role="status">connecting</span>
  <nav class="switch" aria-label="Panes">
    <button type="button" id="go-actors">Actors</button><button type="button" id="go-detail">Actor</button><button type="button" id="go-feed">Stream</button>
  </nav>
  <button type="button" class="icon" id="theme" aria-label="Light or dark">
    <svg viewBox="0 0 18 18" aria-hidden="true"><circle cx="9" cy="9" r="6.5" fill="none" stroke="currentColor" stroke-width="1.6"/><path d="M9 2.5a6.5 6.5 0 0 1 0 13z" fill="currentColor"/></svg>
  </button>
</header>
<main id="locked" class="locked" hidden>
  <form id="unlock" autocomplete="off">
    <h1>Locked</h1>
    <p>The server printed a link with a token when it started. Open that link, or paste it here.</p>
    <label for="token">Link or token</label>
    <input id="token" type="password" autocomplete="off" spellcheck="false">
    <p id="locked-error" class="field-error" role="alert"></p>
    <button class="primary" type="submit">Open</button>
  </form>
</main>
<main id="panes" class="panes">
  <section id="actors" class="pane actors" aria-label="Actors">
    <div class="pane-head"><h2>Actors <span id="actor-count" class="soft">0</span></h2><button type="button" id="new">New…</button></div>
    <div class="tools"><input id="actor-filter" type="search" placeholder="Filter by name or key" aria-label="Filter actors" autocomplete="off" spellcheck="false"></div>
    <div id="actor-list" class="fill"></div>
    <div id="actors-empty" class="empty"><p><strong>No actors yet.</strong></p><p>Connect a client, or call an action of a new one.</p><button type="button" id="new-first">New actor…</button></div>
    <p id="actors-unfound" class="empty" hidden>No actor fits this filter.</p>
  </section>
  <section class="pane detail" aria-label="Actor">
    <p id="detail-none" class="empty">Choose an actor to see its state and connections, and to call its actions.</p>
    <div id="detail" class="column" hidden>
      <div class="title"><h1 id="detail-name" class="mono"></h1><span id="detail-kind" class="badge call"></span></div>
      <p id="detail-gone" class="note" hidden>This actor is no longer in memory. A call wakes it.</p>
      <p id="detail-facts" class="facts"></p>
      <div class="tabs" role="tablist" aria-label="Parts of the actor">
        <button type="button" role="tab" id="tab-state" aria-controls="state">State</button><button type="button" role="tab" id="tab-connections" aria-controls="connections">Connections <span id="connection-count" class="soft">0</span></button><button type="button" role="tab" id="tab-call" aria-controls="call">Call</button>
      </div>
      <div id="state" class="body" role="tabpanel" aria-labelledby="tab-state"></div>
      <div id="connections" class="body" role="tabpanel" aria-labelledby="tab-connections"></div>
      <div id="call" class="body" role="tabpanel" aria-labelledby="tab-call"></div>
    </div>
  </section>
  <section class="pane feed" aria-label="Calls and events">
    <div class="pane-head"><h2>Stream <span id="feed-count" class="soft">0</span></h2><button type="button" id="clear">Clear</button><button type="button" id="pause" aria-pressed="false" title="Space">Pause</button></div>
    <div class="tools"><div class="search"><input id="feed-filter" type="search" placeholder="Filter by actor, name or payload" aria-label="Filter the stream" autocomplete="off" spellcheck="false"><kbd aria-hidden="true">/</kbd></div></div>
    <div class="kinds">
      <label><input type="checkbox" id="kind-call" checked>calls</label><label><input type="checkbox" id="kind-event" checked>events</label><label><input type="checkbox" id="kind-refusal" checked>refusals</label><label><input type="checkbox" id="kind-hook" checked>hooks</label><label class="only"><input type="checkbox" id="feed-only" disabled>this actor</label>
    </div>
    <p id="feed-missed" class="note" hidden></p>
    <div id="feed-list" class="fill"></div>
    <div id="feed-empty" class="empty"><p><strong>Nothing yet.</strong></p><p>Calls and events appear here as they happen, while this page is open.</p></div>
    <p id="feed-unfound" class="empty" hidden>Nothing fits this filter.</p>
    <div id="entry" class="entry" hidden>
      <div class="entry-top"><div id="entry-head" class="entry-head"></div><button type="button" class="icon" id="entry-close" aria-label="Close">✕</button></div>
      <p id="entry-facts" class="soft small"></p>
      <div id="entry-value"></div>
    </div>
  </section>
</main>
</body>
</html>
`;
