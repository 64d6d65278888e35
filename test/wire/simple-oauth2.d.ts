/** What the tests use of a package that brings no types. */
declare module 'simple-oauth2' {
  export interface Settings {
    readonly client: { readonly id: string; readonly secret: string };
    readonly auth: { readonly tokenHost: string };
    readonly options?: { readonly authorizationMethod: 'header' | 'body' };
    readonly http?: { readonly json: true | 'strict' };
  }

  export interface AccessToken {
    readonly token: { readonly access_token: string; readonly token_type: string; readonly scope: string };
    expired(): boolean;
    revoke(type: 'access_token'): Promise<unknown>;
  }

  export class ClientCredentials {
    constructor(settings: Settings);
    getToken(parameters: { readonly scope?: string }): Promise<AccessToken>;
  }
}
