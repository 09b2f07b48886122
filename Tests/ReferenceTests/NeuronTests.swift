import Reference
import Testing

@Suite struct NeuronTests {
  /// z = −1 + ½·4 + (−¼)·4 = 0, so y = ½ and dy/dz = ¼, exactly.
  @Test func exact() {
    let (neuron, x) = (Neuron(w: [0.5, -0.25], b: -1.0), [4.0, 4])
    #expect(neuron.z(x) == 0)
    #expect(neuron.y(x) == 0.5)
    #expect(neuron.slope(x) == 0.25)
    #expect(neuron.weightGradient(x) == [1, 1])
    #expect(neuron.inputGradient(x) == [0.125, -0.0625])
  }

  /// z = ¼ + 2·¾ − ½·3/2 = 1. Figures from mpmath.
  @Test func ordinary() {
    let (neuron, x) = (Neuron(w: [0.75, -1.5], b: 0.25), [2.0, 0.5])
    func near(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= 0x1p-50 * abs(b) }
    #expect(neuron.z(x) == 1)
    #expect(near(neuron.y(x), 0.7310585786300049))
    #expect(near(neuron.slope(x), 0.19661193324148185))
    let (dw, dx) = (neuron.weightGradient(x), neuron.inputGradient(x))
    #expect(near(dw[0], 0.3932238664829637) && near(dw[1], 0.09830596662074093))
    #expect(near(dx[0], 0.1474589499311114) && near(dx[1], -0.2949178998622228))
  }
}
