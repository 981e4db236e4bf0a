// What libraries for browsers expect of one: storage, and requests, which go where fetch does.
export function browser() {
  const storage = () => {
    const items = new Map();
    return {
      get length() { return items.size; },
      key: (place) => [...items.keys()][place] ?? null,
      getItem: (name) => items.get(name) ?? null,
      setItem: (name, value) => { items.set(name, String(value)); },
      removeItem: (name) => { items.delete(name); },
    };
  };
  const window = { localStorage: storage(), sessionStorage: storage(), location: new URL("https://orders.example.com/") };
  Object.entries({ ...window, window: globalThis, XMLHttpRequest: Request }).forEach(([name, value]) => {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  });
}

class Request {
  headers = {};

  open(method, url) { Object.assign(this, { method, url }); }

  setRequestHeader(name, value) { this.headers[name] = value; }

  getResponseHeader(name) { return this.answer.headers.get(name); }

  async send(body) {
    this.answer = await fetch(this.url, { method: this.method, headers: this.headers, body });
    this.status = this.answer.status;
    this.responseText = await this.answer.text();
    this.onload();
  }
}
