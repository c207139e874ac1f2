import type { Word } from "./words.ts";

/** Words of other languages that say what is wanted, with the English that the rest of the planner reads. */
const translations: ReadonlyMap<string, string> = new Map(
  Object.entries({
    why: "warum wieso weshalb pourquoi porque почему зачем 为什么 为何 なぜ क्यों",
    delete:
      "lösche löschen entferne entfernen supprime supprimer supprimez efface borra borrar elimina eliminar apaga apagar exclua excluir delete удали удалить 删除 刪除 削除 हटाओ हटाएं",
    scale: "skaliere skalieren escala escalar escalonar масштабируй масштабировать 扩容 缩容 扩缩 伸缩 スケール",
    restart:
      "neustarten redémarre redémarrer redémarrez reinicia reiniciar reinicie перезапусти перезапустить 重启 重啟 再起動",
    create: "erstelle erstellen anlegen crée créer créez crea crear cria criar crie создай создать 创建 創建 作成",
    describe: "beschreibe beschreiben décris décrire describir descreva descrever опиши описать 描述 詳細 详情 詳情",
    logs: "protokoll protokolle journaux registros логи лог логов журнал журналы 日志 日誌 ログ लॉग",
    events: "ereignisse événements eventos события событий 事件 イベント",
    list: "zeige zeig liste auflisten anzeigen affiche afficher affichez montre montrer muestra mostrar muéstrame lista listar покажи показать перечисли список 显示 列出 查看 显示出 表示 一覧 見せて दिखाओ दिखाएं",
    "how many": "wieviele combien cuántos cuántas quantos quantas сколько 多少 いくつ कितने",
    replicas: "réplicas réplique répliques repliken replikas реплик реплики 副本 レプリカ",
    which: "welche welcher welches quels quelles cuáles quais какие 哪些 どの",
  }).flatMap(([english, words]) => words.split(" ").map((word) => [word, english] as const)),
);

/** Scripts without blanks between words: a piece in the middle says it. */
const unspaced = [...translations].filter(([word]) => /[\u3040-\u30ff\u4e00-\u9fff]/u.test(word));

/** A word of a question as the patterns of the planner read it: in English. */
function plainWord(lower: string): string {
  const known = translations.get(lower);
  if (known !== undefined) return known;
  if (/[\u3040-\u30ff\u4e00-\u9fff]/u.test(lower)) {
    const found = unspaced.filter(([word]) => lower.includes(word)).map(([, english]) => english);
    return found.length === 0 ? lower : [...new Set(found)].join(" ");
  }
  return lower;
}

/** What a sentence says besides the names in it: its words but those `taken`, joined by one blank. */
export function plainOf(words: readonly Word[], taken: ReadonlySet<number>): string {
  return words
    .filter((_, index) => !taken.has(index))
    .map((word) => (word.quoted ? word.lower : plainWord(word.lower)))
    .join(" ");
}
