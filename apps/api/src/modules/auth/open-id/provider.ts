/** The provider's name in paths and in the table of accounts. */
export const PROVIDER = 'openid';
