/** The names that columns of a log usually have, in English and Chinese, and how names are compared. */

/** Roles that at most one column plays. */
const SINGLE_ROLES = [
  'user',
  'item',
  'exposure',
  'click',
  'conversion',
  'event',
  'rating',
  'timestamp',
] as const;
export type SingleRole = (typeof SINGLE_ROLES)[number];

/** Folded, the likeliest first. */
const KNOWN_NAMES: Record<SingleRole, readonly string[]> = {
  user: words(
    'userid user uid customerid customer visitorid visitor memberid reviewerid accountid clientid sessionid ' +
      '用户id 用户 用户编号 客户id 客户 会员id',
  ),
  item: words(
    'itemid item iid productid product skuid sku goodsid movieid animeid trackid songid artistid bookid isbn ' +
      'asin parentasin newsid articleid videoid appid gameid adid businessid courseid postid contentid ' +
      '商品id 商品 商品编号 物品id 物品 视频id 文章id',
  ),
  exposure: words('exposure exposed exposures impression impressions shown view viewed 曝光 展示 展现'),
  click: words('click clicked clicks 点击'),
  conversion: words(
    'conversion converted purchase purchased order ordered buy bought 转化 购买 成交 下单 支付',
  ),
  event: words(
    'event eventtype eventname action actiontype behavior behaviour behaviortype behaviourtype ' +
      'interaction interactiontype type 行为 行为类型 事件 事件类型',
  ),
  rating: words('rating ratings stars score rate overall userrating 评分 打分 得分'),
  timestamp: words(
    'timestamp time datetime date ts eventtime eventtimestamp unixtime unixreviewtime createdat 时间戳 时间 日期',
  ),
};
const ITEM_TITLES = words(
  'title itemtitle producttitle itemname productname name 标题 商品标题 商品名称 商品名 名称',
);
const USER_TITLES = words('username customername 用户名 用户名称 用户昵称');

/** Marks and spaces without width, and the soft hyphen: nobody sees them. */
const INVISIBLE = /[\u00AD\u200B-\u200F\u2060\uFEFF]/g;

/** `user_id:token` → `user_id`: without invisible characters, surrounding space and type. `ga:clientId` is a name. */
export function cleanName(header: string): string {
  return header
    .replace(INVISIBLE, '')
    .trim()
    .replace(/:(token|float)(_seq)?$/i, '');
}

/** What a typed header (RecBole’s atomic files) says of its column. */
export type DeclaredType = 'token' | 'float' | 'token_seq' | 'float_seq';

/** `price:float` → `float`. */
export function declaredType(header: string): DeclaredType | undefined {
  return /:(token|float|token_seq|float_seq)\s*$/.exec(header)?.[1] as DeclaredType | undefined;
}

/** Returns a name for comparing: lower case, full-width letters made plain, without spaces, `_`, `-` and `.`. */
export function foldedName(header: string): string {
  return cleanName(header)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_.-]+/g, '');
}

/** How many cells of a row sound like the header of a log. */
export function countKnownNames(cells: readonly string[]): number {
  return cells.filter((cell) => SINGLE_ROLES.some((role) => rankAmong(role, cell) >= 0)).length;
}

/** How many cells are names that only a header has: a value may well be called “view” or “click”. */
export function countIdNames(cells: readonly string[]): number {
  return cells.filter((cell) =>
    ['user', 'item', 'timestamp'].some((role) => rankAmong(role as SingleRole, cell) >= 0),
  ).length;
}

/** The free column whose name is likeliest for the role; undefined when none sounds like it. */
export function guessColumn(
  role: SingleRole,
  names: readonly string[],
  taken: ReadonlySet<number>,
): number | undefined {
  const ranked = names
    .map((name, column) => ({ column, rank: rankAmong(role, name) }))
    .filter(({ column, rank }) => rank >= 0 && !taken.has(column));
  return ranked.sort((a, b) => a.rank - b.rank)[0]?.column;
}

/** A column of readable names; without a side it belongs to the one in which it is constant. */
export interface TitleColumn {
  column: number;
  side?: 'users' | 'items';
}

/** Free columns that sound like titles, the likeliest first. */
export function guessTitles(names: readonly string[], taken: ReadonlySet<number>): TitleColumn[] {
  const free = [...names.keys()].filter((column) => !taken.has(column));
  const rank = (column: number) => ITEM_TITLES.indexOf(foldedName(names[column] ?? ''));
  const items = free.filter((column) => rank(column) >= 0).sort((a, b) => rank(a) - rank(b));
  const users = free.filter((column) => USER_TITLES.includes(foldedName(names[column] ?? '')));
  return [
    ...items.map((column) => ({ column })),
    ...users.map((column) => ({ column, side: 'users' as const })),
  ];
}

/** Place of a header in the role's list of names; −1 when it is not there. */
function rankAmong(role: SingleRole, header: string): number {
  const name = foldedName(header);
  const rank = KNOWN_NAMES[role].indexOf(name);
  const isFlag = role === 'exposure' || role === 'click' || role === 'conversion';
  if (rank >= 0 || !isFlag) return rank;
  return KNOWN_NAMES[role].indexOf(name.replace(/^(is|has|是否|已)/, '').replace(/flag$/, ''));
}

function words(list: string): string[] {
  return list.split(' ');
}
