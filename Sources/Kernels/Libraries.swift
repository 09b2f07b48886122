import CGSL
import CVectorMath

#if XSMM
  import CXSMM
#endif

/// What multiplies the matrices and what computes the elementary functions.
public enum MatrixKernels {
  /// The libraries that are bound in this process, with version, and the instructions that are used:
  /// "LIBXSMM 1.17 (clx); SLEEF, AVX-512", or "GSL CBLAS 2.7.1; libm, portable".
  public static var description: String { "\(products); \(String(cString: nnv_library())), \(instructions)" }

  private static var products: String {
    #if XSMM
      if areGenerated { return "LIBXSMM \(LIBXSMM_CONFIG_VERSION) (\(String(cString: libxsmm_get_target_arch())))" }
    #endif
    return "GSL CBLAS \(String(cString: nnverify_gsl_version()))"
  }

  private static var instructions: String {
    switch nnv_path() {
    case NNV_AVX512: "AVX-512"
    case NNV_AVX2: "AVX2"
    default: "portable"
    }
  }

  #if XSMM
    /// Whether products have generated kernels: the processor has one of the paths of the vector functions (what
    /// `NNVERIFY_SIMD` forbids it has not), and the library generates code for it. The first to ask binds the library to the
    /// same instructions.
    static let areGenerated: Bool = {
      switch nnv_path() {
      case NNV_AVX512: break
      case NNV_AVX2: libxsmm_set_target_arch("hsw")
      default: return false
      }
      return nnverify_xsmm_small(8, 1, 1).code != nil
    }()
  #endif
}
