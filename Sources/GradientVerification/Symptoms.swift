import Reference
public import Verification

extension ActivationFunctions {
  /// The textbook's g and g′.
  public static let textbook = ActivationFunctions(
    values: { activation, z in Textbook.activations(activation, z) },
    slope: { activation, z in
      activation == .softmax ? .nan : Textbook.gPrime(activation, u: z, v: Textbook.g(activation, z))
    })
}
