/**
 * The words that columns of a log are usually called by, in several languages, folded (lower case, without
 * spaces, `_`, `-` and `.`), the likeliest first. Compiled from the headers of public logs and of exports.
 */

import type { SingleRole } from './mappingTypes';

/** Names that a column has for one reason only: with fitting contents they leave no doubt. */
export const COLUMN_WORDS: Record<SingleRole, readonly string[]> = {
  user: words(
    'userid user uid customerid customer visitorid visitor memberid member reviewerid accountid account clientid ' +
      'userpseudoid fullvisitorid profileid buyerid buyer shopperid shopper readerid viewerid listenerid ' +
      'subscriberid personid householdid householdkey customernumber idcustomer iduser ' +
      'kunde kundenid kundeid kundennummer kundennr nutzer nutzerid benutzer benutzerid ' +
      'usuario usuarioid idusuario cliente clienteid idcliente utilisateur utilisateurid idutilisateur client ' +
      'idclient utente idutente пользователь ユーザー ユーザーid 会員id 顧客 顧客id 利用者 사용자 사용자id ' +
      '用户id 用户 用户编号 客户id 客户 会员id',
  ),
  item: words(
    'itemid item iid productid product skuid sku goodsid movieid animeid trackid songid artistid bookid isbn ' +
      'parentasin asin newsid articleid videoid appid gameid adid businessid courseid postid contentid ' +
      'adgroupid stockcode venueid placeid hotelid listingid propertyid restaurantid recipeid jokeid showid ' +
      'programid episodeid podcastid noteid feedid jobid storyid docid documentid productcode productno ' +
      'articlenumber offerid beerid wineid mediaid iditem idproduct itemnumber ' +
      'artikel artikelid artikelnr artikelnummer produkt produktid producto productoid idproducto articulo ' +
      'produit produitid idproduit idarticle prodotto idprodotto товар アイテム アイテムid 商品コード 상품 상품id ' +
      '商品id 商品 商品编号 物品id 物品 视频id 文章id',
  ),
  exposure: words(
    'exposure exposed exposures impression impressions shown displayed view viewed einblendung einblendungen ' +
      'impresion impresiones affichage показ 表示 노출 曝光 展示 展现',
  ),
  click: words(
    'click clicked clicks clk clks klick klicks geklickt angeklickt clic clics clique clicado clicou cliccato ' +
      'клик クリック クリック数 클릭 点击',
  ),
  conversion: words(
    'conversion converted conversions purchase purchased purchases order ordered orders buy bought kauf gekauft ' +
      'kaeufe käufe bestellung bestellt achat achats achete acheté commande compra compras comprado pedido ' +
      'acquisto покупка заказ 購入 注文 구매 转化 购买 成交 下单 支付',
  ),
  event: words(
    'event eventtype eventname eventkind action actiontype actionname behavior behaviour behaviortype ' +
      'behaviourtype interaction interactiontype activity activitytype feedbacktype operation type aktion ' +
      'ereignis evento tipoevento accion acción événement evenement イベント 行動 行为 行为类型 事件 事件类型',
  ),
  rating: words(
    'rating ratings stars score rate overall userrating bookrating reviewrating starrating reviewscore ' +
      'bewertung sterne calificacion calificación puntuacion puntuación valoracion valoración evaluation note ' +
      'nota оценка 評価 評点 평점 评分 打分 得分',
  ),
  timestamp: words(
    'timestamp time datetime date ts eventtime eventtimestamp timems timestampms unixtime unixreviewtime ' +
      'utctimestamp createdat createtime createdtime viewtime clicktime requesttime servertime logtime ' +
      'eventdate invoicedate orderdate purchasedate transactiondate reviewtime reviewdate viewdate visittime ' +
      'visitdate tdat datum zeit zeitstempel zeitpunkt fecha fechahora hora horodatage data dataora дата время ' +
      '日時 日付 時刻 날짜 시간 时间戳 时间 日期',
  ),
};

/** Names that a column may have for other reasons too: they make a guess plausible, never certain. */
export const WEAK_WORDS: Partial<Record<SingleRole, readonly string[]>> = {
  user: words('sessionid session usersession sessionkey visitid cookieid deviceid anonymousid distinctid'),
  item: words('aid campaign campaignid creativeid url pageurl title name itemname productname productsku'),
  click: words('label labels target islabel response feedback'),
  rating: words(
    'weight watchratio playcount playcounts plays listencount listens hours playtime watchtime watchduration ' +
      'dwelltime dwell timespent frequency',
  ),
};

/** Flags of something that a user did and liked: a conversion may be meant by any of them. */
export const POSITIVE_SIGNALS = words(
  'like liked likes follow followed comment commented share shared forward forwarded favorite favourite fav ' +
    'collect collected save saved bookmark bookmarked longview finish finished subscribe subscribed download ' +
    'downloaded install installed addtocart cart addedtocart wishlist tip gift reply replied repost retweet ' +
    'upvote play played watch watched read reviewed valid success profileenter',
);

/** Flags of something that a user took back or disliked: never a step of the funnel. */
export const NEGATIVE_SIGNALS = words(
  'hate hated dislike disliked report reported block blocked hide hidden skip skipped remove removed delete ' +
    'deleted refund refunded return returned unfollow unfollowed unlike unliked downvote cancel cancelled ' +
    'canceled uncart complaint notinterested unsubscribe unsubscribed negative bounce abandoned',
);

/** Parts of names that are measures, descriptions or places in a list, never ids of users or items. */
const NO_ID_PARTS = new Set(
  words(
    'price prices cost amount revenue sales value quantity qty count counts cnt num number position pos rank ' +
      'step index date time day hour month year week lat latitude lon lng longitude age gender sex country city ' +
      'region category categories cat brand type platform device os browser channel page score rating ratings ' +
      'duration length discount currency size color colour language version status flag tab label ' +
      'timezone offset weight height width preis menge precio cantidad prix quantite',
  ),
);

/** Parts of names of what groups rows without being a person or a thing: requests, orders, rows. */
const REQUEST_PARTS = new Set(
  words(
    'search request query impression transaction invoice order basket sample row log record trace bill receipt',
  ),
);

/** Returns the lower-case words of a name: `isAddToCart`, `is_add-to.cart` → is, add, to, cart. */
export function nameParts(name: string): string[] {
  return name
    .normalize('NFKC')
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part !== '');
}

/** True for the name of a measure, a description, or a place in a list. */
export const isNoId = (name: string): boolean => nameParts(name).some((part) => NO_ID_PARTS.has(part));

/** True for the name of a request, an order or a row: its ids repeat, and are neither users nor items. */
export const isRequest = (name: string): boolean => nameParts(name).some((part) => REQUEST_PARTS.has(part));

function words(list: string): string[] {
  return list.split(' ');
}
