// The one script of every page. Streamlit may run it again and again: it settles in once, then
// follows what the page says of itself in its data attributes.
(() => {
  if (window.planPage) return
  window.planPage = true

  const find = name => document.querySelector(`[${name}]`)
  const told = (element, name) => element === null ? "" : element.getAttribute(name)

  // A passage that the address asks for is gone to once, when it has come.
  let reached = ""
  const follow = () => {
    const language = told(find("data-plan-lang"), "data-plan-lang")
    if (language !== "" && document.documentElement.lang !== language) {
      document.documentElement.lang = language
    }
    const passage = find("data-plan-passage")
    const asked = told(passage, "data-plan-passage")
    if (asked !== reached) {
      reached = asked
      if (passage !== null) passage.scrollIntoView({block: "center"})
    }
  }
  let waiting = false
  new MutationObserver(() => {
    if (waiting) return
    waiting = true
    requestAnimationFrame(() => {
      waiting = false
      follow()
    })
  }).observe(document.body, {childList: true, subtree: true, attributes: true,
    attributeFilter: ["data-plan-lang", "data-plan-passage"]})
  follow()

  // While something is not saved, leaving asks first; once left on purpose, it is not asked twice.
  let leaving = false
  const same = (one, other) => one.pathname === other.pathname && one.search === other.search
  window.addEventListener("beforeunload", event => {
    const unsaved = find("data-plan-unsaved")
    if (unsaved === null || leaving) return
    event.preventDefault()
    event.returnValue = told(unsaved, "data-plan-unsaved")
  })
  document.addEventListener("click", event => {
    const unsaved = find("data-plan-unsaved")
    const link = event.target instanceof Element ? event.target.closest("a[href]") : null
    if (unsaved === null || link === null || event.button !== 0) return
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    if (link.target === "_blank" || link.hasAttribute("download")) return
    const there = new URL(link.href, location.href)
    if (there.origin !== location.origin || same(there, location)) return
    if (confirm(told(unsaved, "data-plan-unsaved"))) {
      leaving = true
      setTimeout(() => { leaving = false }, 2000)
    } else {
      event.preventDefault()
      event.stopImmediatePropagation()
    }
  }, true)
})()
