// The script of every page. Streamlit may run it repeatedly: it sets itself up once, then follows
// the data attributes of the page.
(() => {
  if (window.planPage) return
  window.planPage = true

  const find = name => document.querySelector(`[${name}]`)
  const valueOf = (element, name) => element === null ? "" : element.getAttribute(name)

  // Streamlit puts group headings into the list of pages, which is then no valid list for screen
  // readers: replace its roles.
  const repairList = () => {
    for (const list of document.querySelectorAll("ul[data-testid=stSidebarNavItems]")) {
      if (list.role !== "group") list.role = "group"
    }
    for (const item of document.querySelectorAll("[data-testid=stSidebarNavItems] li")) {
      if (item.role !== "none") item.role = "none"
    }
  }

  // Streamlit has English words only: replace them by those of the page, in what shows or speaks
  // them, once each. Text of ours is in the right language, and is left out.
  const OURS = "[data-testid=stHtml], [data-testid=stMarkdownContainer], svg, textarea, "
    + "[role=option][data-key]:not([data-key=__select_all__])"
  const NAMES = ["aria-label", "aria-roledescription", "title", "placeholder"]
  let listed = "", exact = new Map(), patterns = []
  const readWords = pairs => {
    exact = new Map(pairs)
    patterns = pairs.filter(([words]) => words.includes("{")).map(([words, ours]) =>
      [...words.split(/\{\w+\}/), ...ours.split(/\{\w+\}/)])
  }
  const ourWords = text => {
    const whole = exact.get(text)
    if (whole !== undefined) return whole
    for (const [before, after, first, last] of patterns) {
      if (text.length > before.length + after.length && text.startsWith(before)
        && text.endsWith(after)) {
        return first + text.slice(before.length, text.length - after.length) + last
      }
    }
    return text
  }
  const rename = element => {
    for (const name of NAMES) {
      const words = element.getAttribute(name)
      if (words) {
        const ours = ourWords(words)
        if (ours !== words) element.setAttribute(name, ours)
      }
    }
    // The tools of a chart repeat what is beside it: they are no stops of the keyboard.
    if (element.dataset?.testid === "stBaseButton-elementToolbar"
      && element.closest("[data-testid=stFullScreenFrame]") !== null) element.tabIndex = -1
    for (const node of element.childNodes) {
      if (node.nodeType !== Node.TEXT_NODE) continue
      const words = node.data.trim()
      const ours = words === "" ? words : ourWords(words)
      if (ours !== words) node.data = ours
    }
  }
  const isOurs = element => element.closest(OURS) !== null
    && element.closest("[data-testid=stFileUploader]") === null
  const renameWithin = root => {
    if (isOurs(root)) return
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT, element =>
      element.matches(OURS) && isOurs(element)
        ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT)
    for (let each = root; each !== null; each = walker.nextNode()) rename(each)
  }
  const renameChanged = records => {
    for (const {type, target, addedNodes} of records) {
      if (type !== "childList") {
        const element = type === "attributes" ? target : target.parentElement
        if (element !== null && !isOurs(element)) rename(element)
        continue
      }
      for (const each of addedNodes) {
        if (each.nodeType === Node.ELEMENT_NODE) renameWithin(each)
        // The name of a chart says what it shows; its marks have English names.
        if (each.localName === "svg" && target.dataset.testid === "stVegaLiteChart") {
          each.setAttribute("aria-hidden", "true")
        }
        if (each.nodeType === Node.TEXT_NODE && !isOurs(target)) rename(target)
      }
    }
  }
  const followWords = () => {
    const now = valueOf(find("data-plan-words"), "data-plan-words")
    if (now === "" || now === listed) return
    if (listed !== "") { // back from the words of another language
      readWords(JSON.parse(listed).map(([words, ours]) => [ours, words]))
      renameWithin(document.body)
    }
    listed = now
    readWords(JSON.parse(now))
    renameWithin(document.body)
  }

  // Typed text is on this page only, until it is saved and the form reset.
  let typed = false
  const inForm = event => event.target instanceof Element
    && event.target.closest("[data-testid=stForm]") !== null
  document.addEventListener("input", event => { if (inForm(event)) typed = true }, true)
  document.addEventListener("click", event => {
    const resets = "[class*=st-key-save-], [class*=st-key-renew-]"
    if (event.target instanceof Element && event.target.closest(resets) !== null) typed = false
  }, true)
  const unsavedWords = () => {
    const unsaved = valueOf(find("data-plan-unsaved"), "data-plan-unsaved")
    if (unsaved !== "") return unsaved
    const hasForm = document.querySelector("[data-testid=stForm]") !== null
    return typed && hasForm ? valueOf(find("data-plan-typed"), "data-plan-typed") : ""
  }

  // After a restart of the server an open page gets a new session without its waiting changes: warn
  // if something was unsaved.
  let session = "", unsaved = false
  const checkSession = () => {
    const now = valueOf(find("data-plan-session"), "data-plan-session")
    if (now === "") return
    if (session !== "" && session !== now && (unsaved || typed)) {
      const words = valueOf(find("data-plan-lost"), "data-plan-lost")
      setTimeout(() => alert(words))
    }
    session = now
    unsaved = unsavedWords() !== ""
  }

  // Scroll once to the passage or the section that the address asks for, when it has appeared.
  let reached = "", landed = ""
  // What the server had written into the page goes once its style hides it.
  const leaveFirstPaint = () => {
    const first = document.getElementById("first-paint")
    if (first !== null && getComputedStyle(first).display === "none") first.remove()
  }
  // Rejecting by key goes on in the field for the reason, when it has appeared.
  let card = "", reasonAsked = false
  const popover = () => document.querySelector("[data-testid=stPopoverBody]")
  const askReason = () => {
    if (!reasonAsked || popover() === null) return
    popover().querySelector("input")?.focus()
    reasonAsked = false
  }
  // Show a review when it has appeared: it may be drawn above what is in sight.
  let reviews = 0
  const showReview = () => {
    const drawn = document.querySelectorAll("[class*=st-key-review-]")
    if (drawn.length > reviews) drawn[drawn.length - 1].scrollIntoView({block: "start"})
    reviews = drawn.length
  }
  const follow = () => {
    leaveFirstPaint()
    showReview()
    askReason()
    repairList()
    followWords()
    checkSession()
    const language = valueOf(find("data-plan-lang"), "data-plan-lang")
    if (language !== "" && document.documentElement.lang !== language) {
      document.documentElement.lang = language
    }
    const passage = find("data-plan-passage")
    const asked = valueOf(passage, "data-plan-passage")
    if (asked !== reached) {
      reached = asked
      if (passage !== null) passage.scrollIntoView({block: "center"})
    }
    if (location.hash !== landed) {
      const section = document.getElementById(location.hash.slice(1))
      if (section !== null) section.scrollIntoView()
      if (section !== null || location.hash === "") landed = location.hash
    }
  }
  let waiting = false
  new MutationObserver(records => {
    renameChanged(records)
    if (waiting) return
    waiting = true
    requestAnimationFrame(() => {
      waiting = false
      follow()
    })
  }).observe(document.body, {childList: true, subtree: true, characterData: true,
    attributes: true,
    attributeFilter: ["data-plan-lang", "data-plan-passage", "data-plan-session",
      "data-test-script-state", ...NAMES]})
  follow()

  // Copy or share what the attributes of a button hold, and say beside it what was done.
  const copied = async words => {
    try {
      await navigator.clipboard.writeText(words)
      return true
    } catch {
      // Without https a page has no clipboard of its own.
      const area = document.createElement("textarea")
      area.value = words
      document.body.append(area)
      area.select()
      const done = document.execCommand("copy")
      area.remove()
      return done
    }
  }
  document.addEventListener("click", async event => {
    const button = event.target instanceof Element
      ? event.target.closest("[data-plan-copy], [data-plan-share]") : null
    if (button === null) return
    const link = valueOf(button, "data-plan-share")
    if (link !== "" && navigator.share) {
      try {
        await navigator.share({title: valueOf(button, "data-plan-title"), url: link})
        return
      } catch (failure) {
        if (failure.name === "AbortError") return
      }
    }
    const done = await copied(link || valueOf(button, "data-plan-copy"))
    button.focus()
    const said = button.parentElement.querySelector("[role=status]")
    said.textContent = valueOf(button, done ? "data-plan-done" : "data-plan-failed")
  })
  // On *Proposals* keys move between the cards and press their buttons, for those who may edit.
  const pressOnCard = event => {
    if (event.ctrlKey || event.metaKey || event.altKey || find("data-plan-keys") === null) return
    if (popover() !== null) return
    const target = event.target instanceof Element ? event.target : document.body
    const typing = "input, textarea, select, [contenteditable], [role=combobox], [role=listbox]"
    if (target.closest(typing) !== null) return
    const cards = [...document.querySelectorAll(".plan-offer")]
    const focused = target.closest("[class*=st-key-card-]")?.querySelector(".plan-offer")
    const at = cards.findIndex(each => focused ? each === focused : each.id === card)
    const step = {j: 1, k: -1}[event.key]
    const button = {a: "accept", c: "open", r: "away"}[event.key]
    if (step !== undefined && cards.length > 0) {
      const next = cards[at < 0 ? 0 : Math.min(Math.max(at + step, 0), cards.length - 1)]
      card = next.id
      next.focus({preventScroll: true})
      next.scrollIntoView({block: "center"})
    } else if (button !== undefined && at >= 0) {
      card = cards[at].id
      const place = cards[at].closest("[class*=st-key-card-]")
      place.querySelector(`[class*=st-key-${button}-] button`)?.click()
      reasonAsked = event.key === "r"
    } else {
      return
    }
    event.preventDefault()
  }
  document.addEventListener("keydown", pressOnCard)

  // Ask before leaving with unsaved changes, and only once.
  let leaving = false
  window.addEventListener("beforeunload", event => {
    const words = unsavedWords()
    if (words === "" || leaving) return
    event.preventDefault()
    event.returnValue = words
  })
  const goes = () => {
    leaving = true
    typed = false
    setTimeout(() => { leaving = false }, 2000)
  }
  // Back and forward within the application, where the browser allows a page to cancel them.
  window.navigation?.addEventListener("navigate", event => {
    if (event.navigationType !== "traverse" || !event.cancelable || leaving) return
    const words = unsavedWords()
    if (words === "") return
    if (confirm(words)) goes()
    else event.preventDefault()
  })
  document.addEventListener("click", event => {
    const words = unsavedWords()
    const link = event.target instanceof Element ? event.target.closest("a[href]") : null
    if (words === "" || link === null || event.button !== 0) return
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    if (link.target === "_blank" || link.hasAttribute("download")) return
    const there = new URL(link.href, location.href)
    if (there.origin !== location.origin) return
    if (there.pathname === location.pathname && there.search === location.search) return
    if (confirm(words)) {
      goes()
    } else {
      event.preventDefault()
      event.stopImmediatePropagation()
    }
  }, true)
})()
