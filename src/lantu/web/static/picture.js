// A picture of the blueprint: wheel zooms, dragging moves, pointing lights the neighbours.
const CLOSEST = 6;
const STEP = 1.2;

export default {
  template: `
    <figure class="picture">
      <div class="zoom">
        <button type="button" @click="zoom(1 / 1.2)" :aria-label="words.out">−</button>
        <button type="button" @click="zoom(1.2)" :aria-label="words.in">+</button>
        <button type="button" @click="fit()">{{ words.fit }}</button>
      </div>
      <div class="viewport" ref="viewport"></div>
    </figure>`,
  props: { src: String, words: Object, lit: Array },
  data() {
    return { view: { x: 0, y: 0, scale: 1 } };
  },
  async mounted() {
    const answer = await fetch(this.src, { credentials: "same-origin" });
    if (!answer.ok) return;
    const viewport = this.$refs.viewport;
    const parsed = new DOMParser().parseFromString(await answer.text(), "image/svg+xml");
    for (const style of parsed.querySelectorAll("style")) style.remove();
    this.svg = document.importNode(parsed.documentElement, true);
    viewport.append(this.svg);
    this.ready(viewport);
    this.fill();
    this.dim();
    if (this.wanted) this.choose(this.wanted);
  },
  watch: {
    lit() {
      this.dim();
    },
  },
  methods: {
    ready(viewport) {
      viewport.addEventListener("wheel", (event) => {
        event.preventDefault();
        this.zoom(event.deltaY < 0 ? STEP : 1 / STEP, event);
      }, { passive: false });
      let from = null;
      viewport.addEventListener("pointerdown", (event) => {
        if (event.button === 0) from = { x: event.clientX, y: event.clientY, view: { ...this.view }, moved: false };
      });
      viewport.addEventListener("pointermove", (event) => {
        if (!from) return this.point(event);
        const dx = event.clientX - from.x;
        const dy = event.clientY - from.y;
        from.moved = from.moved || Math.abs(dx) + Math.abs(dy) > 4;
        if (from.moved) this.place({ ...from.view, x: from.view.x + dx, y: from.view.y + dy });
      });
      window.addEventListener("pointerup", () => {
        if (from && from.moved) this.dragged = true;
        setTimeout(() => { this.dragged = false; }, 0);
        from = null;
      });
      viewport.addEventListener("pointerleave", () => this.dim());
      for (const shape of this.svg.querySelectorAll("[data-product]")) {
        shape.setAttribute("role", "button");
        shape.setAttribute("tabindex", "0");
        shape.setAttribute("data-go", `product:${shape.dataset.product}`);
        shape.addEventListener("focus", () => this.neighbours(shape.dataset.product));
        shape.addEventListener("keydown", (event) => {
          if (event.key === "Enter" || event.key === " ") shape.dispatchEvent(new MouseEvent("click", { bubbles: true }));
        });
      }
      for (const shape of this.svg.querySelectorAll("[data-region]")) shape.setAttribute("data-go", `region:${shape.dataset.region}`);
      this.svg.addEventListener("click", (event) => { if (this.dragged) event.stopPropagation(); }, true);
    },
    place(view) {
      this.view = view;
      this.svg.style.transform = `translate(${view.x}px,${view.y}px) scale(${view.scale})`;
    },
    fit() {
      if (!this.svg) return;
      const box = this.$refs.viewport.getBoundingClientRect();
      const own = this.svg.viewBox.baseVal;
      const scale = Math.min(box.width / own.width, box.height / own.height);
      this.place({ x: (box.width - own.width * scale) / 2, y: 0, scale });
    },
    // As wide as the window, for no picture opens too small to read.
    fill() {
      const box = this.$refs.viewport.getBoundingClientRect();
      const own = this.svg.viewBox.baseVal;
      const scale = Math.min(1.15, Math.max(box.width / own.width, 0.62));
      this.place({ x: Math.max(0, (box.width - own.width * scale) / 2), y: 0, scale });
    },
    zoom(by, event) {
      if (!this.svg) return;
      const box = this.$refs.viewport.getBoundingClientRect();
      const at = event ? { x: event.clientX - box.left, y: event.clientY - box.top } : { x: box.width / 2, y: box.height / 2 };
      const scale = Math.min(CLOSEST, Math.max(0.1, this.view.scale * by));
      const ratio = scale / this.view.scale;
      this.place({ x: at.x - (at.x - this.view.x) * ratio, y: at.y - (at.y - this.view.y) * ratio, scale });
    },
    point(event) {
      const shape = event.target.closest ? event.target.closest("[data-product]") : null;
      if (shape) this.neighbours(shape.dataset.product);
      else this.dim();
    },
    // Light a product with what feeds it and what it feeds.
    neighbours(product) {
      const near = new Set([product]);
      for (const link of this.svg.querySelectorAll("[data-source]")) {
        const { source, target } = link.dataset;
        const on = source === product || target === product;
        link.classList.toggle("on", on);
        link.classList.toggle("off", !on);
        if (on) near.add(source).add(target);
      }
      this.mark((key) => near.has(key), product);
    },
    // Dim what the page's filters leave out; with none, nothing.
    dim() {
      if (!this.svg) return;
      const lit = this.lit ? new Set(this.lit) : null;
      for (const link of this.svg.querySelectorAll("[data-source]")) {
        link.classList.remove("on");
        link.classList.toggle("off", lit !== null && !(lit.has(link.dataset.source) && lit.has(link.dataset.target)));
      }
      this.mark((key) => lit === null || lit.has(key), this.wanted);
    },
    mark(keeps, chosen) {
      for (const shape of this.svg.querySelectorAll("[data-product]")) {
        shape.classList.toggle("off", !keeps(shape.dataset.product));
        shape.classList.toggle("chosen", shape.dataset.product === chosen);
      }
    },
    choose(product) {
      this.wanted = product;
      if (!this.svg) return;
      const shape = this.svg.querySelector(`[data-product="${CSS.escape(product)}"]`);
      if (!shape) return;
      this.dim();
      const own = shape.getBoundingClientRect();
      const box = this.$refs.viewport.getBoundingClientRect();
      const x = (own.left + own.width / 2 - box.left - this.view.x) / this.view.scale;
      const y = (own.top + own.height / 2 - box.top - this.view.y) / this.view.scale;
      const scale = Math.max(this.view.scale, 1);
      this.place({ x: box.width / 2 - x * scale, y: box.height / 2 - y * scale, scale });
    },
  },
};
