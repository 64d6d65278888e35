/** A defect that the library can be told to have, and what the contract tests must say of it. */
export interface Bug {
  readonly defect: string;
  readonly operationId: string;
  readonly check: string;
  readonly place?: string;
}

/** What goes wrong in real servers, one a line. */
export const bugs = {
  longTitle: {
    defect: 'a title of one character too many is taken',
    operationId: 'addBook',
    check: 'refuse',
    place: 'body /title',
  },
  utf16Title: {
    defect: 'a title is counted in UTF-16 units',
    operationId: 'addBook',
    check: 'accept',
    place: 'body /title',
  },
  emptyTitle: { defect: 'an empty title is taken', operationId: 'addBook', check: 'refuse', place: 'body /title' },
  noPages: { defect: 'a book of 0 pages is taken', operationId: 'addBook', check: 'refuse', place: 'body /pages' },
  fewPages: {
    defect: 'the greatest number of pages is refused',
    operationId: 'addBook',
    check: 'accept',
    place: 'body /pages',
  },
  textPages: { defect: 'pages as text are taken', operationId: 'addBook', check: 'refuse', place: 'body /pages' },
  digitPages: { defect: 'digits as text are taken', operationId: 'addBook', check: 'refuse', place: 'body /pages' },
  freePrice: { defect: 'a price of 0 is taken', operationId: 'addBook', check: 'refuse', place: 'body /price' },
  oddPrice: {
    defect: 'a price between the steps is taken',
    operationId: 'addBook',
    check: 'refuse',
    place: 'body /price',
  },
  looseIsbn: {
    defect: 'the pattern of the ISBN is not anchored',
    operationId: 'addBook',
    check: 'refuse',
    place: 'body /isbn',
  },
  noIsbn: { defect: 'a book without ISBN is taken', operationId: 'addBook', check: 'refuse', place: 'body /isbn' },
  anyGenre: { defect: 'any genre is taken', operationId: 'addBook', check: 'refuse', place: 'body /genre' },
  anyRoom: {
    defect: 'any room of the shelf is taken',
    operationId: 'addBook',
    check: 'refuse',
    place: 'body /shelf/room',
  },
  anyDate: { defect: 'any text is a date', operationId: 'addBook', check: 'format', place: 'body /publishedOn' },
  sameTags: { defect: 'a tag may come twice', operationId: 'addBook', check: 'refuse', place: 'body /tags' },
  manyTags: { defect: 'five tags are taken', operationId: 'addBook', check: 'refuse', place: 'body /tags' },
  extraProperty: {
    defect: 'a property that nobody declared is taken',
    operationId: 'addBook',
    check: 'refuse',
    place: 'body',
  },
  noNull: {
    defect: 'null is refused where it may stand',
    operationId: 'addBook',
    check: 'accept',
    place: 'body /subtitle',
  },
  nullAsFalse: { defect: 'null is answered as false', operationId: 'addBook', check: 'body' },
  emojiCrash: { defect: 'an emoji is a 500', operationId: 'addBook', check: 'server-error' },
  malformedCrash: { defect: 'a body that is no JSON is a 500', operationId: 'addBook', check: 'server-error' },
  anyMediaType: { defect: 'XML is read as if it were JSON', operationId: 'addBook', check: 'other-media-type' },
  noLocation: { defect: 'the Location is missing', operationId: 'addBook', check: 'header' },
  wrongLocation: { defect: 'the Location leads elsewhere', operationId: 'addBook', check: 'location' },
  undeclaredStatus: { defect: 'what is made is answered with 200', operationId: 'addBook', check: 'status' },
  leak: { defect: 'an internal field is shown', operationId: 'showBook', check: 'closed' },
  wrongMediaType: { defect: 'the answer says that it is text', operationId: 'showBook', check: 'media-type' },
  forgottenPages: { defect: 'the number of pages is not kept', operationId: 'showBook', check: 'read-back' },
  lostGenre: { defect: 'the genre is never shown', operationId: 'showBook', check: 'read-back' },
  cutTitle: { defect: 'a long title is cut when it is kept', operationId: 'showBook', check: 'read-back' },
  wipingChange: { defect: 'a change wipes what it leaves alone', operationId: 'changeBook', check: 'read-back' },
  openDoor: { defect: 'one operation asks for no card', operationId: 'showBook', check: 'auth-missing' },
  anyCard: { defect: 'any card will do', operationId: 'searchBooks', check: 'auth-invalid' },
  anyScope: { defect: 'removing needs no scope of its own', operationId: 'removeBook', check: 'auth-scope' },
  foundNothing: { defect: 'a book that is not there is an empty 200', operationId: 'showBook', check: 'not-found' },
  problemShape: { defect: 'an error has another shape than declared', operationId: 'showBook', check: 'body' },
  bigPage: { defect: 'a page of 51 is served', operationId: 'searchBooks', check: 'refuse', place: 'query limit' },
  anyGenreSought: {
    defect: 'any genre may be sought',
    operationId: 'searchBooks',
    check: 'refuse',
    place: 'query genre',
  },
  manyTagsSought: {
    defect: 'three tags may be sought',
    operationId: 'searchBooks',
    check: 'refuse',
    place: 'query tag',
  },
  textCount: { defect: 'a header of numbers holds text', operationId: 'searchBooks', check: 'header' },
  forgetfulList: { defect: 'the list forgets the newest book', operationId: 'searchBooks', check: 'listed' },
  idleUpdate: { defect: 'a replacement is answered, but not kept', operationId: 'showBook', check: 'read-back' },
  idleDelete: { defect: 'what is deleted stays', operationId: 'removeBook', check: 'deleted' },
  body204: { defect: 'a 204 names a media type', operationId: 'removeBook', check: 'no-body' },
  noAllow: { defect: 'a 405 names no methods', operationId: 'searchBooks', check: 'method' },
  anyDueAt: { defect: 'any text is a time', operationId: 'lendBook', check: 'format', place: 'body /dueAt' },
  manyRenewals: {
    defect: 'a fourth renewal is taken from a form',
    operationId: 'lendBook',
    check: 'refuse',
    place: 'body /renewals',
  },
  brokenLink: { defect: 'the number that a link needs is wrong', operationId: 'lendBook', check: 'link' },
} as const satisfies Readonly<Record<string, Bug>>;

export type BugId = keyof typeof bugs;
