/// A place in a JSON document: "/problem/layers/0/weights"; the empty text is the whole document.
/// - Source: RFC 6901.
struct JSONPointer {
  var text = ""

  /// The member of this object.
  func key(_ name: String) -> JSONPointer {
    // Scalar by scalar: a slash and an accent that follows it are one character, and that is no slash.
    var path = (text + "/").unicodeScalars
    for scalar in name.unicodeScalars {
      switch scalar {
      case "~": path.append(contentsOf: "~0".unicodeScalars)
      case "/": path.append(contentsOf: "~1".unicodeScalars)
      default: path.append(scalar)
      }
    }
    return JSONPointer(text: String(path))
  }

  /// The element of this array.
  func index(_ index: Int) -> JSONPointer { JSONPointer(text: "\(text)/\(index)") }
}
