/** A plugin of Swagger UI that shows code samples in every operation, before anything is sent. */
globalThis.samplesPlugin = (document) => {
  const id = (path, method, sample) => `sample-${method}-${path}-${sample}`.replace(/[^\w-]+/g, '-');

  return ({ React }) => {
    const h = React.createElement;

    /** Tabs (WAI-ARIA, "Tabs" pattern); which one is shown holds for every operation. */
    function CodeSamples({ path, method, getComponent, samplesSelectors, samplesActions }) {
      const samples = React.useMemo(() => globalThis.codeSamples(document, path, method), [path, method]);
      if (samples.length === 0) return null;
      const shown = samples.find((sample) => sample.id === samplesSelectors.shown()) ?? samples[0];

      const move = (event) => {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        if (!step) return;
        const next = samples[(samples.indexOf(shown) + step + samples.length) % samples.length];
        samplesActions.show(next.id);
        event.currentTarget.querySelector(`#${CSS.escape(id(path, method, next.id))}`).focus();
      };
      const tab = (sample) =>
        h(
          'button',
          {
            key: sample.id,
            id: id(path, method, sample.id),
            type: 'button',
            role: 'tab',
            'aria-selected': sample === shown,
            tabIndex: sample === shown ? 0 : -1,
            onClick: () => samplesActions.show(sample.id),
          },
          sample.title,
        );

      return h(
        'section',
        { className: 'code-samples', 'aria-label': 'Code samples' },
        h('div', { role: 'tablist', 'aria-label': 'Code samples', onKeyDown: move }, samples.map(tab)),
        h(
          'div',
          { role: 'tabpanel', 'aria-labelledby': id(path, method, shown.id) },
          h(getComponent('HighlightCode', true), { language: shown.language, canCopy: true }, shown.text),
        ),
      );
    }

    return {
      components: { CodeSamples },
      statePlugins: {
        samples: {
          actions: { show: (sample) => ({ type: 'samples_show', payload: sample }) },
          reducers: { samples_show: (state, { payload }) => state.set('shown', payload) },
          selectors: { shown: (state) => state.get('shown') },
        },
      },
      wrapComponents: {
        // `parameters` stands in every open operation, right below its description.
        parameters: (Original) => (props) => {
          const [, path, method] = props.specPath;
          const isOfPath = props.specPath.first() === 'paths' && props.specPath.size === 4;
          return h(
            React.Fragment,
            null,
            isOfPath && h(props.getComponent('CodeSamples', true), { path, method }),
            h(Original, props),
          );
        },
      },
    };
  };
};
