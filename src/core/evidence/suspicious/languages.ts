/**
 * How one language gives an assistant orders. Words are lower case without accents (in Latin script); a blank stands for whatever stands
 * between words, `~n` for up to n words, `(a|b)` and `?` as in a regular expression.
 */
export type Language = {
  readonly name: string;
  /** `Latin`: written with a to z once accents are off; `spaced`: another script with blanks between words; `unspaced`: without. */
  readonly script: "Latin" | "spaced" | "unspaced";
  /** Drop what you were told. */
  readonly override: readonly string[];
  /** Be somebody else. */
  readonly role: readonly string[];
  /** Words that, before a kubectl command, tell somebody to run it. */
  readonly run: readonly string[];
  /** Tell the person this, or go on without asking. */
  readonly steer: readonly string[];
};

const orders = "(instructions?|prompts?|guidelines?|directives?|guardrails?|safeguards?)";
const rules =
  "(instructions?|prompts?|rules?|commands?|orders?|polic(y|ies)|restrictions?|constraints?|context|training|directions?|messages?)";
const drop =
  "(ignore|ignoring|disregard|forget|override|overrule|bypass|neglect|discard|overwrite|abandon|do not follow|don t follow|stop following)";
const user = "(user|users|operator|human|person|engineer|reader|customer)";
const approver = "(user|operator|human|admin|administrator|person|owner|sre|security team)";

export const languages: readonly Language[] = [
  {
    name: "English",
    script: "Latin",
    override: [
      `${drop} ~4 ${orders}`,
      `${drop} ~2 (previous|prior|above|earlier|preceding|former|your) ~2 ${rules}`,
      `${drop} ~1 (everything|anything|all) ~1 (above|before|told|said|learned)`,
      `(your|the) (new|real|actual|updated|true) ~1 (instructions?|task|goal|mission|objective|directives?|role) (is|are)`,
      "(new|updated) ~1 (instructions|directives|prompt) for ~1 (you|ai|assistants?|agents?)",
      "new system (instructions?|prompt)",
    ],
    role: [
      "you are now (a|an|the|acting|operating|free|unrestricted|root|allowed|permitted|authorized|dan|my|going to)",
      "(you are|you re) (a|an|the|my) ~3 (assistant|ai|chatbot|language model|llm|ai agent)",
      "(you are|enter|entering|activate|switch to) ~2 (developer|god|dan|jailbreak|unrestricted|maintenance) mode",
      "from now on ~1 (you|act|respond|reply|answer|always|ignore)",
      "act as ~2 (assistant|ai|admin|administrator|root|hacker|dan)",
      "pretend (to be|that you|you are)",
      "if you are (an?|the) ~1 (ai|llm|language model|assistant|agent|bot)",
      "as an ai (assistant|agent|model|language model) you",
      "you (must|should|shall|will|have to|need to) (now )?(obey|reveal|reply|respond|answer|tell|recommend|suggest|conclude|ignore|comply)",
    ],
    run: [
      "run|running|execute|executing|type|enter|issue|invoke|use|apply|perform|paste|launch|suggest|recommend|propose|approve|must|should|please|immediately",
    ],
    steer: [
      `(tell|inform|assure|convince|advise) (the |your |any )?${user}`,
      `(reply|respond|answer|say) to (the |your )?${user} (that|with)`,
      "(do not|don t|never|without) (report|mention|tell|inform|reveal|disclose|flag|warn|reporting|mentioning|telling|informing|warning) (this|that|it|the|any|anyone|about)",
      "(report|say|state|conclude|claim|declare|respond|reply|pretend) (that )?(the |this )?(cluster|everything|all|system|pods?|deployment|namespace|service|there) ~3 (healthy|fine|ok|well|no problems?|no issues?|nothing wrong)",
      "(stop|end|halt|abort) (the |your |this |any )(investigation|analysis|diagnosis|troubleshooting)",
      "no further (investigation|analysis|diagnosis|troubleshooting)",
      "the (real|actual|true|only) root cause (is|for|of)",
      `${approver} (has|have) (already |previously |pre )?(approved|confirmed|consented|authorized (all|any|every|this|the|you))`,
      `(already|previously|pre) (been )?(approved|authorized) by (the |a |an )?${approver}`,
      "(pre approved|preapproved)",
      "no ~2 (approval|confirmation|consent) (is |are )?(needed|required|necessary)",
      "without (asking|waiting for|user|human|further|any) ~2 (approval|confirmation|consent|permission|anyone|the user)",
      "(skip|bypass) (the |any |all |user |human )?(approval|confirmation)",
      "(this|these|the following) (command|commands) (is|are) (safe|pre approved|read only|harmless|approved|allowed)",
      "(send|post|upload|forward|email|reveal|dump|exfiltrate|leak|disclose|transmit|print|output|repeat) (all |me )?(the |your |any |every |its )~2 (secrets|tokens|passwords|credentials|api keys?|kubeconfig|private keys?|system prompt|hidden prompt|environment variables)",
      "(your|the) system prompt",
      "(in|to|with) (your|every|each) (next |final )?(reply|answer|response)",
    ],
  },
  {
    name: "German",
    script: "Latin",
    override: [
      "(ignoriere?|ignorieren sie|ignoriert|vergiss|vergesst|vergessen sie|missachte|missachten sie|beachte|befolge) ~5 (anweisung(en)?|instruktion(en)?|regeln|befehle|vorgaben|richtlinien|anordnungen)",
    ],
    role: ["(du bist|sie sind|ihr seid) (jetzt|nun|ab jetzt|ab sofort|von nun an)", "ab (jetzt|sofort) bist du"],
    run: ["fuhre|fuhren sie|fuehre|fuehren sie|starte|starten sie|gib|verwende|nutze|tippe|bitte"],
    steer: [
      "(sage?|sagen sie|teile|teilen sie|melde|melden sie|berichte|antworte) (dem|der|den) (benutzer|nutzer|anwender|person)",
      "ohne (ruckfrage|zustimmung|bestatigung|nachfrage|nachzufragen|zu fragen)",
    ],
  },
  {
    name: "French",
    script: "Latin",
    override: [
      "(ignorez?|ignorer|oubliez?|oublier|negligez?|contournez?) ~5 (instructions?|consignes?|regles?|directives?|ordres?)",
      "ne (tiens|tenez) pas compte ~5 (instructions?|consignes?|regles?|directives?|ordres?)",
    ],
    role: [
      "(tu es|vous etes) (maintenant|desormais|a present)",
      "(desormais|maintenant|a partir de maintenant) (tu es|vous etes)",
    ],
    run: ["executez?|executer|lancez?|lancer|tapez?|utilisez?|veuillez"],
    steer: [
      "(dis|dites|reponds|repondez|informez?|signalez?) (a )?l utilisateur",
      "sans (demander|confirmation|approbation|validation|autorisation)",
    ],
  },
  {
    name: "Spanish",
    script: "Latin",
    override: [
      "(ignora|ignore|ignorad|ignoren|olvida|olvide|olviden|olvidate|omite|descarta|desestima|no sigas|haz caso omiso) ~5 (instruccion(es)?|reglas|indicaciones|ordenes|directrices|normas|directivas)",
    ],
    role: [
      "(ahora|desde ahora|a partir de ahora) (eres|seras|actua|actuas|usted es)",
      "eres ahora",
      "eres un ~2 (asistente|agente)",
    ],
    run: ["ejecuta|ejecute|ejecuten|ejecutad|corre|lanza|usa|utiliza|escribe|debes|por favor"],
    steer: [
      "(dile|diga|digale|informa|informe|responde|avisa) al usuario",
      "sin (preguntar|confirmacion|aprobacion|permiso|pedir)",
    ],
  },
  {
    name: "Portuguese",
    script: "Latin",
    override: [
      "(ignore|ignora|ignorem|esqueca|esquece|desconsidere|desconsidera|descarte|nao siga) ~5 (instrucao|instrucoes|regras|ordens|orientacoes|diretrizes|comandos)",
    ],
    role: [
      "(voce|tu) (e|es) agora",
      "agora (voce|tu) (e|es)",
      "a partir de agora (voce|tu)",
      "voce e um ~2 (assistente|agente)",
    ],
    run: ["execute|executa|executem|rode|roda|use|digite|por favor"],
    steer: [
      "(diga|informe|responda|avise) ao (usuario|utilizador)",
      "sem (perguntar|confirmacao|aprovacao|permissao|pedir)",
    ],
  },
  {
    name: "Italian",
    script: "Latin",
    override: [
      "(ignora|ignorate|ignori|dimentica|dimenticate|trascura) ~5 (istruzioni|istruzione|regole|direttive|ordini)",
    ],
    role: ["(ora|adesso|d ora in poi) (sei|siete)", "sei ora"],
    run: ["esegui|eseguite|esegua|lancia|usa"],
    steer: ["(di|dica|informa|rispondi) all utente", "senza (chiedere|conferma|approvazione)"],
  },
  {
    name: "Dutch",
    script: "Latin",
    override: ["(negeer|vergeet) ~5 (instructies|regels|opdrachten|aanwijzingen)"],
    role: ["je bent (nu|vanaf nu)"],
    run: ["voer|gebruik"],
    steer: ["(vertel|zeg|meld) (aan )?de gebruiker", "zonder (te vragen|bevestiging|toestemming)"],
  },
  {
    name: "Polish",
    script: "Latin",
    override: ["(zignoruj|ignoruj|zapomnij|pomin) ~5 (instrukcje|instrukcji|polecenia|polecen|zasady|reguly)"],
    role: ["(jestes teraz|teraz jestes)"],
    run: ["uruchom|wykonaj|uzyj"],
    steer: ["powiedz uzytkownikowi", "bez (pytania|potwierdzenia|zgody)"],
  },
  {
    name: "Czech and Slovak",
    script: "Latin",
    override: ["(ignoruj|ignorujte|zapomen|zapomente|zabudni) ~4 (pokyny|instrukce|instrukcie|prikazy|pravidla)"],
    role: ["(nyni jsi|ted jsi|odted jsi|teraz si)"],
    run: ["spust|spustte|proved|provedte|vykonaj"],
    steer: ["(rekni|sdel) uzivateli", "bez (potvrzeni|schvaleni|ptani)"],
  },
  {
    name: "Swedish, Danish and Norwegian",
    script: "Latin",
    override: [
      "(ignorera|ignorer|bortse fran|glom|glem) ~4 (instruktioner|instruktionerna|instruksjoner|instrukser|anvisninger|regler)",
    ],
    role: ["(du ar nu|du er na|du er nu)"],
    run: ["kor|kjor|utfor"],
    steer: ["(beratta for|fortell|fortael) (anvandaren|brukeren|brugeren)", "utan att fraga"],
  },
  {
    name: "Turkish",
    script: "Latin",
    override: [
      "(onceki|yukaridaki|tum|butun) ~3 (talimat[a-z]*|kural[a-z]*|komut[a-z]*|yonerge[a-z]*) ~2 (yok say|gormezden gel|unut|dikkate alma|goz ardi et)",
    ],
    role: ["artik sen|sen artik|simdi sen"],
    run: ["calistir|yurut"],
    steer: ["kullaniciya ~3 (soyle|bildir)", "onay (almadan|istemeden|beklemeden)"],
  },
  {
    name: "Vietnamese and Indonesian",
    script: "Latin",
    override: ["bo qua ~4 (huong dan|chi thi|lenh|quy tac)", "abaikan ~4 (instruksi|perintah|aturan)"],
    role: ["bay gio ban la", "(anda|kamu) sekarang adalah", "sekarang (anda|kamu) adalah"],
    run: ["chay|thuc thi|jalankan"],
    steer: [],
  },
  {
    name: "Russian and Ukrainian",
    script: "spaced",
    override: [
      "(игнорируй|игнорируйте|проигнорируй|проигнорируйте|забудь|забудьте|отмени|отмените|не обращай внимания на|не следуй|ігноруй|ігноруйте|забудьте про) ~5 (инструкци\\p{L}*|указани\\p{L}*|правил\\p{L}*|распоряжени\\p{L}*|предписани\\p{L}*|команд\\p{L}*|інструкці\\p{L}*|вказівк\\p{L}*)",
    ],
    role: ["(ты|вы|ти|ви) (теперь|тепер|отныне)", "(теперь|тепер|отныне) (ты|вы|ти|ви)"],
    run: ["выполни|выполните|запусти|запустите|исполни|введи|используй|виконай|запусти"],
    steer: [
      "(сообщи|сообщите|скажи|скажите|ответь|ответьте|повідом) (пользователю|користувачу)",
      "без (подтверждения|разрешения|одобрения|запроса|согласия|підтвердження)",
    ],
  },
  {
    name: "Greek",
    script: "spaced",
    override: [
      "(αγνοησε|αγνοηστε|ξεχασε|ξεχαστε|αγνόησε|αγνοήστε|ξέχασε|ξεχάστε) ~4 (οδηγί\\p{L}*|οδηγι\\p{L}*|εντολ\\p{L}*|κανόνες|κανονες)",
    ],
    role: ["(εισαι|είσαι) (τωρα|τώρα|πλέον|πλεον)"],
    run: ["εκτέλεσε|εκτελεσε|εκτελέστε|τρέξε|τρεξε"],
    steer: ["(πες|πείτε|πειτε) (στον|στη) (χρήστη|χρηστη)"],
  },
  {
    name: "Chinese",
    script: "unspaced",
    override: [
      "(忽略|无视|無視|忽視|忘记|忘記|忘掉|不要理会|不要遵守|不用管|抛弃|绕过).{0,14}(指令|指示|说明|說明|命令|规则|規則|提示|约束|約束|限制)",
    ],
    role: [
      "(你|您)现在是",
      "(你|您)現在是",
      "(你|您)是一个.{0,10}(助手|助理|代理|机器人)",
      "从现在(开始|起)[,，]?(你|您)",
    ],
    run: ["执行|运行|執行|運行|输入|请"],
    steer: [
      "(告诉|告知|回复|告訴)(用户|用戶|使用者|操作员)",
      "(无需|不需要|不用|無需)(用户)?(确认|批准|许可|询问|同意|確認)",
      "不要(报告|提及|告诉|提到|警告)",
      "(系统|新的?)(提示|指令)[:：]",
    ],
  },
  {
    name: "Japanese",
    script: "unspaced",
    override: [
      "(指示|命令|ルール|指令|プロンプト|規則|制約).{0,10}(無視|忘れ|破棄|従わ)",
      "(無視|忘れ)(して|しろ|せよ|なさい).{0,12}(指示|命令)",
    ],
    role: ["(あなた|君)は(今|これ|ただいま|もう)", "今から(あなた|君)は"],
    run: ["実行|走らせ"],
    steer: [
      "(ユーザー|利用者)(に|には|へ).{0,20}(伝え|言|報告|答え)",
      "(確認|承認|許可)(なし|せず|を求めず|は不要)",
      "報告し(ない|なくて)",
    ],
  },
  {
    name: "Korean",
    script: "unspaced",
    override: ["(지시|명령|규칙|지침|프롬프트).{0,12}(무시|잊)"],
    role: ["(당신|너)은? ?(는|은)? ?(이제|지금부터)", "이제(부터)? ?(당신|너)"],
    run: ["실행|수행"],
    steer: ["사용자에게.{0,20}(말|알려|보고|답)", "(확인|승인|허가) ?없이"],
  },
  {
    name: "Arabic and Persian",
    script: "unspaced",
    override: ["(تجاهل|تجاهلوا|انس|نادیده بگیر).{0,24}(التعليمات|تعليمات|الأوامر|القواعد|دستور)"],
    role: ["(أنت|انت) الآن", "الآن (أنت|انت)"],
    run: ["نفذ|نفّذ|شغل|شغّل|قم بتشغيل|قم بتنفيذ"],
    steer: ["(أخبر|اخبر|أبلغ) المستخدم", "(دون|بدون) (موافقة|تأكيد|إذن|سؤال)"],
  },
  {
    name: "Hindi",
    script: "unspaced",
    override: ["(निर्देश|आदेश|नियम).{0,24}(अनदेखा|नज़रअंदाज|नजरअंदाज|भूल)"],
    role: ["(अब|अब से) (आप|तुम)", "(आप|तुम) अब"],
    run: ["चलाएं|चलाओ|चलाइए|निष्पादित"],
    steer: ["उपयोगकर्ता को.{0,20}(बता|कह)", "बिना (पूछे|अनुमति|पुष्टि)"],
  },
];
