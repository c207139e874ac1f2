import { enumerated } from "../wording.ts";
import { replyAs } from "./conversation.ts";
import type { FollowUp } from "./form.ts";

/** `do it on another namespace`: which one has to be said. */
export const elsewhere: FollowUp = {
  asks: /^(?:(?:ok|okay|and|now|so|please|can you)[, ]{1,3}){0,3}(?:do|run|try|check|repeat)? ?(?:it|that|this|the same(?: thing)?)? ?(?:again )?(?:in|on|for) (?:another|a different|some other|an?other|the other) (?:namespaces?|ns)$/,
  reply(conversation) {
    const { situation, topic } = conversation;
    const seen = situation.view.of("Namespace").map(({ ref }) => ref.name);
    const placed = situation.view.objects.flatMap(({ ref }) => ref.namespace ?? []);
    const names = [...new Set([...seen, ...placed])].filter((name) => name !== topic.namespace).sort();
    const known = names.length === 0 ? "" : ` Seen so far: ${enumerated(names, 12)}.`;
    const summary = `In which namespace? Say for example "and in ${names[0] ?? "staging"}".${known}`;
    return replyAs(summary, summary, conversation);
  },
};
