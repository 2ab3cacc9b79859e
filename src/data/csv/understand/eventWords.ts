/** What the usual words for kinds of events mean, in several languages. */

import { OBJECTIVES, type Objective } from '../../schema';
import { nameParts } from './columnWords';

/** What an event means for the funnel; `negative` takes something back and is never a step of it. */
export type EventMeaning = Objective | 'negative';

/** Folded: lower case, letters only. Each word also stands for its plural. */
const EVENTS: Record<Objective, readonly string[]> = {
  exposure: words(
    'exposure exposed impression show shown display displayed view viewed pageview pv browse browsed recommend ' +
      'recommended detail detailview viewdetail productview viewitem viewproduct viewcontent itemview own owned ' +
      'list listed seen see visit visited ansicht angesehen gesehen vista visto ver vue vu affichage просмотр ' +
      '閲覧 表示 浏览 曝光 展示 展现',
  ),
  click: words(
    'click clk clicked addtocart addcart cart basket tocart addtobasket addtobag incart fav favorite favourite ' +
      'like liked wishlist addtowishlist addtofavorites productadded collect play played listen listened open opened rated ' +
      'bookmark save follow klick geklickt warenkorb indenwarenkorb merkzettel carrito añadiralcarrito clic panier ' +
      'ajoutaupanier корзина クリック カート お気に入り 点击 加购 加购物车 收藏',
  ),
  conversion: words(
    'transaction purchase purchased buy bought order ordered checkout pay paid payment conversion converted ' +
      'convert subscribe sale sold finish finished complete completed ordercompleted ordercomplete placeorder ' +
      'completepurchase clickout kauf gekauft bestellung bestellt compra comprar comprado pedido achat acheté ' +
      'commande покупка заказ 購入 注文 购买 下单 支付 成交 转化',
  ),
};

/** Words that say no more than the words beside them. */
const FILLERS = new Set(
  words('the a an to of in on from item product page event user action content article goods sku detail add'),
);

/** Words that take back, refuse or fail. */
const NEGATIVE = new Set(
  words(
    'remove removed delete deleted cancel cancelled canceled refund refunded return returned unfollow unlike ' +
      'uncart unfav unfavorite dislike disliked hate hide hidden skip skipped reject rejected decline declined ' +
      'fail failed abandon abandoned report block unsubscribe uninstall undo dismiss dismissed ' +
      'rückgabe storno devolucion devolución remboursement 取消 删除 退款 退货',
  ),
);

/** Words that turn the one beside them round: who did not click was shown something, or was not. */
const NEGATIONS = new Set(words('no not non without nicht sin sans'));

/** Words of a step before the one that is named beside them: beginning to pay is not paying. */
const BEFORE = new Set(words('begin start started starting initiate initiated attempt attempted try info'));

/** Returns what an event of this name usually means; undefined where the name says nothing, or two things. */
export function eventMeaning(event: string): EventMeaning | undefined {
  const parts = nameParts(event);
  const folded = parts.join('');
  if (parts.some((part) => NEGATIVE.has(part))) return 'negative';
  const whole = meaningOfWord(folded.replace(/\d+$/, ''));
  if (whole) return whole;
  if (parts.some((part) => BEFORE.has(part) || NEGATIONS.has(part))) return undefined;
  const meanings = new Set<Objective>();
  for (const part of parts) {
    const meaning = meaningOfWord(part);
    if (meaning) meanings.add(meaning);
    else if (!FILLERS.has(part)) return undefined;
  }
  return meanings.size === 1 ? [...meanings][0] : undefined;
}

/** The objective that an event of this name usually is. */
export function usualMeaning(event: string): Objective | undefined {
  const meaning = eventMeaning(event);
  return meaning === 'negative' ? undefined : meaning;
}

function meaningOfWord(word: string): Objective | undefined {
  const singular = word.replace(/s$/, '');
  return OBJECTIVES.find((name) => EVENTS[name].includes(word) || EVENTS[name].includes(singular));
}

function words(list: string): string[] {
  return list.split(' ');
}
