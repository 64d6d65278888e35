/** A plugin of Swagger UI for what its layout lacks. */
globalThis.layoutPlugin = ({ React }) => {
  const h = React.createElement;

  /** Tells assistive technology of the dialog, and starts at its first field rather than at its last. */
  const withDialogRole = (Original) => (props) => {
    const dialog = React.useRef(null);
    React.useEffect(() => {
      dialog.current.querySelector('input')?.focus();
      dialog.current.querySelector('.modal-ux-content').scrollTop = 0;
    }, []);
    const attributes = { ref: dialog, role: 'dialog', 'aria-modal': true, 'aria-label': 'Available authorizations' };
    return h('div', attributes, h(Original, props));
  };

  /** The document stands beside the page, on a server and in a folder alike. */
  const withDocumentLink = (Original) => (props) =>
    h(
      React.Fragment,
      null,
      h(Original, props),
      h('a', { className: 'document-link', href: './openapi.json' }, 'OpenAPI document'),
    );

  return {
    components: { InfoUrl: () => null },
    wrapComponents: { authorizationPopup: withDialogRole, InfoContainer: withDocumentLink },
  };
};
