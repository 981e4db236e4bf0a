/** Counts what the page asks the network for after it has loaded, and says it where everybody sees it. */

/**
 * @param {HTMLElement} place
 */
export function countRequests(place) {
  let count = 0;
  const tell = () => {
    place.textContent = `${count} ${count === 1 ? "request" : "requests"} since loading`;
    place.classList.toggle("some", count > 0);
  };
  new PerformanceObserver((list) => {
    count += list.getEntries().filter(({ name }) => name.startsWith("http")).length;
    tell();
  }).observe({ type: "resource" });
  tell();
}
