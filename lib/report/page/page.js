"use strict";
(function () {
  /* What lies left of the slider is of today, what lies right of it is proposed. */
  function slide(map, slider) {
    var box = map.querySelector("svg").viewBox.baseVal;
    var x = Math.round(box.width * slider.value / 1000);
    map.querySelector(".left").setAttribute("width", x);
    map.querySelector(".right").setAttribute("x", x);
    map.querySelector(".edge").setAttribute("d", "M" + x + " 0v" + box.height);
  }
  /* What belongs to one community is marked together, on the map and in the tables. */
  var marked = [];
  function mark(key) {
    marked.forEach(function (e) { e.classList.remove("on"); });
    marked = key === null ? [] : Array.prototype.filter.call(
      document.querySelectorAll("[data-c]"),
      function (e) { return e.getAttribute("data-c") === key; });
    marked.forEach(function (e) { e.classList.add("on"); });
  }
  Array.prototype.forEach.call(document.querySelectorAll("[data-c]"), function (e) {
    e.addEventListener("mouseenter", function () { mark(e.getAttribute("data-c")); });
    e.addEventListener("mouseleave", function () { mark(null); });
  });
  /* The figures of a community beside the pointer; its title does without a script. */
  function tell(frame, tip, shape) {
    var title = shape.querySelector("title"), text = title.textContent;
    title.remove();
    shape.addEventListener("mousemove", function (event) {
      var box = frame.getBoundingClientRect();
      tip.textContent = text;
      tip.hidden = false;
      var x = event.clientX - box.left + 14, y = event.clientY - box.top + 14;
      tip.style.left = Math.max(0, Math.min(x, box.width - tip.offsetWidth - 4)) + "px";
      tip.style.top = Math.max(0, Math.min(y, box.height - tip.offsetHeight - 4)) + "px";
    });
    shape.addEventListener("mouseleave", function () { tip.hidden = true; });
  }
  Array.prototype.forEach.call(document.querySelectorAll("figure.map"), function (map) {
    var slider = map.querySelector(".slider");
    if (slider) {
      slider.addEventListener("input", function () { slide(map, slider); });
      slide(map, slider);
    }
    Array.prototype.forEach.call(map.querySelectorAll("path.c"), function (shape) {
      tell(map.querySelector(".frame"), map.querySelector(".tip"), shape);
    });
  });
  /* A click on a heading sorts by its column, another one the other way round. */
  Array.prototype.forEach.call(document.querySelectorAll("table.data"), function (table) {
    var body = table.tBodies[0], last = -1, sign = 1;
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (head, k) {
      head.addEventListener("click", function () {
        sign = last === k ? -sign : 1;
        last = k;
        Array.prototype.slice.call(body.rows).sort(function (a, b) {
          var x = a.cells[k].textContent, y = b.cells[k].textContent;
          var numbers = a.cells[k].classList.contains("n");
          if (numbers && (x === "" || y === ""))
            return (x === "") - (y === "");
          return sign * (numbers ? x - y : x.localeCompare(y, "zh"));
        }).forEach(function (row) { body.appendChild(row); });
      });
    });
  });
}());
