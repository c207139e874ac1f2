/** Words for what one does, with the verb of the API. */
export const rightVerbs: Readonly<Record<string, string>> = {
  get: "get", read: "get", view: "get", see: "get", fetch: "get", look: "get", inspect: "get", describe: "get", access: "get",
  list: "list", watch: "watch", create: "create", make: "create", deploy: "create", start: "create", launch: "create", add: "create",
  exec: "create", execute: "create", write: "update", update: "update", edit: "update", modify: "update", change: "update",
  patch: "patch", scale: "patch", restart: "patch", label: "patch", annotate: "patch", cordon: "patch", drain: "create",
  delete: "delete", remove: "delete", kill: "delete", evict: "create", deletecollection: "deletecollection",
  impersonate: "impersonate", bind: "bind", escalate: "escalate", use: "use", approve: "approve",
}; // biome-ignore format: one list

const permission =
  /\b(allow\w*|permi\w+|authori[sz]ed|entitled|rights?|privileges?|access|forbidden|able|admin|rbac|everything|anything|do|approve|deploy)\b/;

/** Whether a sentence with `can I` asks for a right: it says so, or names what the API has a verb for. `can I open the shop` does not. */
export function asksForRight(plain: string): boolean {
  if (permission.test(plain)) return true;
  const deeds = [...plain.matchAll(/\b(?:can|may|could) (?:\S+ ){1,6}?(?=\S)/g)].map(({ index }) => plain.slice(index));
  return deeds.some(
    (deed) =>
      deed.split(" ").some((word) => word !== "use" && Object.hasOwn(rightVerbs, word)) ||
      /\b(port[- ]?forward\w*|shell|attach|logs?)\b/.test(deed),
  );
}

/** How people ask as whom the API server sees them. */
export const selfPhrases =
  /\bwho (?:am i|i am)\b|\bwho (?:do|does) .{1,40}\bi am\b|\b(?:what|which) (?:user|account|identity|name|groups?|principal|subject)\b.{0,40}\b(?:am i|i am|i'm|do i|my (?:requests|calls)|(?:authenticat|logged in|log in|known)\w*)|\bas (?:which|what|whom|who)\b.{0,40}\b(?:am i|i am|my|me)\b|\bunder (?:what|which) (?:name|user|identity|account)\b|\b(?:see|sees|know|knows|think|thinks|recogni[sz]es?|treats?) me (?:as|by|under)\b|\btakes? me for\b|\bmy (?:user|identity|username|subject)\b|^(?:run |show |auth |kubectl )*whoami$/;
