import CGSL
import CVectorMath
import Testing

@testable import Kernels

@Suite struct MemoryTests {
  @Test func loadsAndReads() {
    var layout = Layout()
    let (A, B) = (layout.block(rows: 2, columns: 3), layout.block(rows: 3, columns: 2))
    let memory = Memory(layout)
    memory.load([1, 2, 3, 4, 5, 6], columns: 3, into: A)
    #expect(memory.read(A, times: 1) == [1, 2, 3, 4, 5, 6] && memory.read(A, times: 0.5) == [0.5, 1, 1.5, 2, 2.5, 3])
    #expect(memory.read(transposing: A, times: 2) == [2, 8, 4, 10, 6, 12])
    #expect((0..<8).map { memory[A, 0, $0] } == [1, 2, 3, 0, 0, 0, 0, 0])
    memory.load(transposing: [1, 2, 3, 4, 5, 6], into: B)
    #expect(memory.read(B, times: 1) == [1, 4, 2, 5, 3, 6])
    memory.transpose(A, into: B)
    #expect(memory.read(B, times: 1) == [1, 4, 2, 5, 3, 6])
    memory.load([7, 8], columns: 1, into: A)
    #expect(memory.read(A, times: 1) == [7, 2, 3, 8, 5, 6])
    memory.load([-1, -2], intoColumn: 2, of: A)
    #expect(memory.read(A, times: 1) == [7, 2, -1, 8, 5, -2])
    #expect(memory.read(A.first(1), times: 1) == [7, 2, -1] && memory.read(A.row(1), times: 1) == [8, 5, -2])
    memory.fill(A, with: 9)
    #expect(memory.read(A, times: 1) == Array(repeating: 9, count: 6) && memory[A, 0, 3] == 0)
  }

  /// Blocks do not overlap, but for those that are to.
  @Test func layouts() {
    var layout = Layout()
    let first = layout.block(rows: 2, columns: 3)
    let overlaid = layout.overlaidBlocks([(rows: 1, columns: 1), (rows: 5, columns: 20), (rows: 2, columns: 9)])
    let last = layout.block(rows: 1, columns: 1)
    #expect(first.start == 0 && overlaid.map(\.start) == [16, 16, 16] && last.start == 16 + 5 * 24)
    #expect(overlaid.map(\.stride) == [8, 24, 16] && layout.count == 16 + 120 + 8)
  }

  /// Wide matrices have gaps behind their rows, which functions leave alone.
  @Test func functionsOfWideMatrices() throws {
    var layout = Layout()
    let (Z, A) = (layout.block(rows: 3, columns: 140), layout.block(rows: 3, columns: 140))
    let memory = Memory(layout)
    memory.load((0..<420).map { Double($0 - 200) }, columns: 140, into: Z)
    memory.apply(try #require(ElementaryFunction(.relu)), Z, into: A)
    #expect(memory.read(A, times: 1) == (0..<420).map { max(0, Double($0 - 200)) })
    #expect((144..<200).allSatisfy { memory[A, 1, $0] == 0 })
    memory.multiply(A, byDerivativeOf: try #require(ElementaryFunction(.leakyReLU(alpha: -3))), Z, A, into: A)
    #expect(memory.read(A, times: 1) == (0..<420).map { max(0, Double($0 - 200)) })
  }

  @Test func descriptionNamesWhatIsBound() {
    let description = MatrixKernels.description
    let path = nnv_path()
    #if XSMM
      if path != NNV_PORTABLE {
        #expect(
          description.hasPrefix("LIBXSMM 1.") || description.hasPrefix("GSL CBLAS \(GSL_VERSION)"), "\(description)")
        if path == NNV_AVX2 && description.hasPrefix("LIBXSMM") {
          #expect(description.contains("(hsw)"), "\(description)")
        }
      } else {
        #expect(description.hasPrefix("GSL CBLAS \(GSL_VERSION)"), "\(description)")
      }
    #else
      #expect(description.hasPrefix("GSL CBLAS \(GSL_VERSION)"), "\(description)")
    #endif
    let instructions = path == NNV_AVX512 ? "AVX-512" : path == NNV_AVX2 ? "AVX2" : "portable"
    #expect(description.hasSuffix("; \(String(cString: nnv_library())), \(instructions)"), "\(description)")
  }
}
