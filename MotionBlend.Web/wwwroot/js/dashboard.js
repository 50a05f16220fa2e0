// Everything the browser does by itself. Each part listens to the document, so it outlives whatever Blazor draws anew.
import "./page.js";
import "./keyboard.js";
import "./refresh.js";
import "./clipboard.js";
import "./histogram.js";
import "./reconnect.js";
