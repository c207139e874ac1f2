/** Words that put condition on anything: grammar, courtesy, and what every question of this kind may say. */
const words = new Set(
  (
    "a an the this that these those it its they them their there here he his she we our us i my me you your one ones of in on at to for from with by as into onto over under within out up down off about than then so if and or but " +
    "is are was were be been being am do does did done has have had having can could may might will would shall should must get gets got getting go goes went going come comes make makes " +
    "which what who whose whom when where how many much often long far old why that all any each every both either some more same such only just also too even ever already still yet now currently right moment present today " +
    "please thanks thank hi hello hey ok okay well really exactly actually precisely roughly about overall total altogether together combined sum number count amount figure figures list name names named called tell show give find see know need want say says according per " +
    "cluster clusters namespace namespaces ns kubernetes k8s kubectl output outputs shown listed table following given below above pasted evidence " +
    "use uses used using usage run runs ran set sets take takes took taken hold holds held belong belongs belonging look looks like seem seems value values thing things kind kinds sort type different distinct unique separate various " +
    "time times again once ago since until before after during while between morning night today's tonight week day hours hour minutes minute seconds second recently lately " +
    "affected concerned involved " +
    "reported reports report log logs logged line lines entry entries record records kubelet happen happens happened occur occurs occurred exist exists existing left back away alert alerts firing fired fires question quick quickly part respectively whole entire at-all " +
    "currently-running own around own full via through against toward towards because due whether else bit lot few several couple kind-of " +
    "moreover etc eg ie incl including include includes included need needed needs wants wanted team teams prod-wide wide system environment env there's let lets know'd somebody anyone anybody everyone people person finance auditor ops sre customer colleague boss"
  ).split(" "),
);

export const isFiller = (word: string): boolean =>
  words.has(word) || /^[^\p{L}\p{N}]+$/u.test(word) || /^[a-z]$/.test(word);
