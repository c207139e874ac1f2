import type { Engine } from "../../core/conversation/ports.ts";
import { Fault } from "../../core/faults/fault.ts";

/** No model is set up and the built-in engine is switched off: every question ends in `model-not-configured`. */
export const noEngine: Engine = {
  name: "none",
  reply: async () => {
    throw notConfigured();
  },
  translate: async () => {
    throw notConfigured();
  },
};

function notConfigured(): Fault {
  return new Fault(
    "model-not-configured",
    "No model is set up, and KUBETRIAGE_BUILTIN switches the built-in engine off.",
  );
}
