/** What the words for kinds of events mean. */
import { describe, expect, it } from 'vitest';
import { eventMeaning } from '../../src/data/csv/understand/eventWords';

describe('a word for a kind of event', () => {
  it.each([
    'view',
    'Views',
    'view_item',
    'product_view',
    'Page View',
    'pv',
    'impression',
    'IMPRESSIONS',
    'view_item_list',
    'ansicht',
    'vista',
    'просмотр',
    '閲覧',
    '浏览',
    '曝光',
  ])('%s is an exposure', (word) => expect(eventMeaning(word)).toBe('exposure'));

  it.each([
    'click',
    'clicks',
    'CLK',
    'cart',
    'carts',
    'add_to_cart',
    'addtocart',
    'Add-To-Basket',
    'addToCart',
    'fav',
    'favourites',
    'like',
    'wishlist',
    'Product Added',
    'warenkorb',
    'carrito',
    'panier',
    'カート',
    '加购',
    '收藏',
  ])('%s is a click', (word) => expect(eventMeaning(word)).toBe('click'));

  it.each([
    'purchase',
    'Purchases',
    'buy',
    'orders',
    'order completed',
    'transaction',
    'clickout item',
    'pay',
    'Kauf',
    'bestellung',
    'compra',
    'achat',
    'покупка',
    '購入',
    '购买',
  ])('%s is a conversion', (word) => expect(eventMeaning(word)).toBe('conversion'));

  it.each([
    'remove_from_cart',
    'unfollow',
    'refund',
    'cancel order',
    'order cancelled',
    'dislike',
    'delete',
    '退款',
  ])('%s takes something back', (word) => expect(eventMeaning(word)).toBe('negative'));

  it.each([
    '',
    '1',
    'a',
    'zap',
    'begin_checkout',
    'add_payment_info',
    'view_cart',
    'no click',
    'not clicked',
    'search',
    'select_item',
    'session_start',
    'stage one',
  ])('%s says nothing, or two things', (word) => expect(eventMeaning(word)).toBeUndefined());
});
