import Foundation
import Networks
import Testing

@testable import Kernels

@Suite struct CrossEntropyTests {
  /// The logarithm of a product of 1 + e^(−|z|) is the sum of the logarithms, from where all factors are 2 to where a factor is 1
  /// to the last bit; of as many rows as there are factors in a product, fewer and more.
  @Test(arguments: [2, 3, 7, 8, 9, 10, 16, 33])
  func isTheSumOfItsRows(_ rows: Int) {
    let sizes = [0, 1e-300, 1e-12, 0.01, 0.5, 1, 2, 5, 10, 30, 36, 37, 200, 700, 710, 800]
    let arena = Arena([(rows, 16), (rows, 16), (1, 16)])
    let (z, y) = (arena.matrix(rows: rows, columns: 16), arena.matrix(rows: rows, columns: 16))
    let costs = arena.matrix(rows: 1, columns: 16)
    for c in 0..<16 {
      for j in 0..<rows {
        z[j, c] = (j.isMultiple(of: 2) ? 1 : -1) * sizes[c] * (1 + Double(j) / 64)
        y[j, c] = Double(j % 3) / 2
      }
    }
    costs.addBinaryCrossEntropy(z, y)
    for c in 0..<16 {
      let terms = (0..<rows).map { j in max(z[j, c], 0) + log1p(exp(-abs(z[j, c]))) - y[j, c] * z[j, c] }
      let size = (0..<rows).reduce(0) { $0 + abs(z[$1, c]) + 1 }
      let total = terms.reduce(0, +)
      #expect(abs(costs[0, c] - total) <= 0x1p-52 * Double(rows) * size, "\(rows) rows of \(sizes[c])")
      // Where all terms are about as large, an error of one logarithm in 2⁵⁰ shows.
      if sizes[c] <= 1e-300 { #expect(abs(costs[0, c] - Double(rows) * log(2)) <= 0x1p-50 * Double(rows)) }
    }
  }

  /// Of a product of numbers hardly above 1 no digit is lost to the 1.
  @Test func keepsSmallDigits() {
    let arena = Arena([(8, 8), (8, 8), (1, 8)])
    let (z, y) = (arena.matrix(rows: 8, columns: 8), arena.matrix(rows: 8, columns: 8))
    let costs = arena.matrix(rows: 1, columns: 8)
    for j in 0..<8 {
      for c in 0..<8 { z[j, c] = -60 - Double(c) }
    }
    costs.addBinaryCrossEntropy(z, y)
    for c in 0..<8 {
      let expected = 8 * exp(-60 - Double(c))
      #expect(abs(costs[0, c] - expected) <= 0x1p-49 * expected)
    }
  }

  @Test func staysNotANumber() {
    let arena = Arena([(2, 8), (2, 8), (1, 8)])
    let (z, y) = (arena.matrix(rows: 2, columns: 8), arena.matrix(rows: 2, columns: 8))
    let costs = arena.matrix(rows: 1, columns: 8)
    z[1, 3] = .nan
    costs.addBinaryCrossEntropy(z, y)
    #expect(costs[0, 3].isNaN && abs(costs[0, 2] - 2 * log(2)) <= 1e-15)
  }
}
