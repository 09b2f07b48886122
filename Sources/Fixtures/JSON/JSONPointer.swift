/// A place in a JSON document: "/problem/layers/0/weights"; the empty text is the whole document.
/// - Source: RFC 6901.
struct JSONPointer {
  var text = ""

  /// The member of this object.
  func key(_ name: String) -> JSONPointer {
    JSONPointer(text: "\(text)/\(name.replacing("~", with: "~0").replacing("/", with: "~1"))")
  }

  /// The element of this array.
  func index(_ index: Int) -> JSONPointer { JSONPointer(text: "\(text)/\(index)") }
}
