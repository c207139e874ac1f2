import { type Paraphrase, row } from "./paraphrase.ts";

const made = "(?:pod|deployment|service|job|cron ?job|config ?map|secret|namespace|role|service ?account)";
const paper = "(?:ya?ml|manifest|definition|spec|json)(?: file)?";
const shows =
  "(?:print|show|give|write|draft|produce|generate|output|display|get|see|make)(?: me| us| out)?(?: just| only)?";
const notMade =
  "(?:without|don't|dont|do not|but not|not|never)(?: (?:really|actually|yet))? (?:creat\\w+|appl\\w+|mak\\w+|deploy\\w*|run\\w*|start\\w*|send\\w*)";

/** The manifest of what is not to be made yet. */
export const previewOrders: readonly Paraphrase[] = [
  row(`${shows} (?:the |an? )?(${made}) ${paper}(?: (?:that|which) (?:would|will) be (?:created|generated|used|made|applied))? (?=[^?]{0,300}\\b${notMade})([^?]{3,300}?),?(?: but| and)?(?: please)? ${notMade}[^?]{0,40}`, (match) => `create a ${match[1]} ${named(match[2]!)}, dry-run ${outputOf(match[0])}`),
  row(`${shows} (?:the |an? )?${paper} (?:that|which) (?:would|will) (?:be (?:created|generated|used|made|applied)|create|make) (?:for |by |an? |the )*(${made}) ([^?]{3,300}?),?(?: but| and)?(?: please)? ${notMade}[^?]{0,40}`, (match) => `create a ${match[1]} ${named(match[2]!)}, dry-run ${outputOf(match[0])}`),
  row(`(?:what would|how would|what does|how does) (?:the |an? )?${paper} (?:of|for) (?:an? |the )?(?:new )?(${made}) ([^?]{3,300}?) look(?: like)?\\?*,?(?: but| and)?(?: please)? ${notMade}[^?]{0,40}`, (match) => `create a ${match[1]} ${named(match[2]!)}, dry-run ${outputOf(match[0])}`),
]; // biome-ignore format: one line a paraphrase

/** `for image x under the name y` as `with image x named y`. */
function named(said: string): string {
  return said
    .replace(/\b(?:under|with|by|having) the name (?:of )?/gi, "named ")
    .replace(/\b(?:for|from|of|using) (?:the )?image /gi, "with image ")
    .trim();
}

function outputOf(said: string): string {
  return /\bjson\b/i.test(said) ? "json" : "yaml";
}
