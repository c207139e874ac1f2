import { textAt } from "../../../diagnosis/objects/fields.ts";
import { kubectl } from "../../command-line.ts";
import { isGood, type LookForm } from "../form/look.ts";
import { manifestsIn } from "../printed/manifests.ts";

const value =
  /^(?:what(?:'s| is)|show|tell me) (?:the )?(?:value|content|setting) (?:of|for) (?:the )?(?:key |variable |setting )?["'`]?([\w.-]{1,100})["'`]? (?:in|of|from) (?:the )?(?:configmap |config map )?["'`]?([a-z0-9][a-z0-9.-]{0,100})["'`]?(?: in (?:the )?([a-z0-9-]{1,63})(?: namespace)?)?[?.! ]{0,3}$/i;

/** `what is the value of DATABASE_HOST in checkout-config`. */
export const valueLook: LookForm = (question, look) => {
  const [, key, name, place] = value.exec(question.text) ?? [];
  if (key === undefined || name === undefined || /secret/i.test(question.text)) return null;
  const where = place === undefined ? "-A" : `-n ${place}`;
  const search = {
    command: kubectl("get configmaps", where, `--field-selector=metadata.name=${name}`, "-o json"),
    reason: "Shows what the ConfigMap holds, wherever it is.",
  };
  const piece = look.read(search.command);
  if (piece === undefined) return { ask: [search] };
  if (!isGood(piece)) return null;
  const found = manifestsIn(piece);
  if (found.length === 0) return null;
  const said = found.map(({ namespace, fields }) => {
    const text = textAt(fields, "data", key);
    const subject = `ConfigMap ${namespace}/${name}`;
    return text === "" ? `${subject} has no key ${key}` : `${subject} sets ${key} to ${text.slice(0, 300)}`;
  });
  return { answered: { summary: `${said.join("; ")}.`, details: `Read with \`${piece.command}\`.` } };
};
