import type { Vocabulary } from "../vocabulary.ts";
import { eastAsian } from "./east-asian.ts";
import { englishWords } from "./english.ts";
import { everywhere } from "./everywhere.ts";
import { further } from "./further.ts";
import { germanic } from "./germanic.ts";
import { middleEastern } from "./middle-eastern.ts";
import { otherLatin } from "./other-latin.ts";
import { romance } from "./romance.ts";
import { slavic } from "./slavic.ts";
import { southAsian } from "./south-asian.ts";

/** The first is what every language uses, the second English. */
export const vocabularies: readonly Vocabulary[] = [
  everywhere,
  englishWords,
  ...[romance, germanic, slavic, otherLatin, eastAsian, southAsian, middleEastern, further].flat(),
];

/** Words that English has too, in whatever sense: they do not say that a line is written in another language. */
export const alsoEnglish: ReadonlySet<string> = new Set(
  (
    "a agent agents an assistant assistants bot chatbot claims clear commandes confirm d de del delete di die directives do execute " +
    "execution ferma fort have help helper hide ignore in indica informer instruction instructions is it list lists log me mention " +
    "mentions model models modem mol must nap no normal not note of operator or order ordre password print rate raw report " +
    "ripple rith robot run sage sale secret secrets send share si sign sleeper slope stad start stop taste test the tell thi ti token tokens ua user vale vis " +
    "mal use publish lance lista san salvo install publique sana siri restart patch post vela toon stuur start stel draai druk " +
    "pas geef wis gem luk lim in on at la le les des du et en e o u y to no nu se sin sen sun sila aman usa pare vis"
  ).split(" "),
);
