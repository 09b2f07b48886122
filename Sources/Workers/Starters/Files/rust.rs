// A worker for nnverify: a network whose gradients are to be checked, and the loop that answers questions about it.
//
//     rustc -O worker.rs
//
// It works as it is and needs no crate. Put your network in place of the one below; what stands behind it can stay.

use std::io::{BufRead, Write};

// ==== Your network ==================================================================================================

/// Only what stands here is asked. Add the activations and losses that yours knows; leave out dX, Z, A and delta where
/// yours does not keep them. They serve to name a mistake more exactly.
const HELLO: &str = r#""protocol":"nnverify-worker-1","name":"my-network","language":"Rust",
    "activations":["linear","tanh","relu"],"losses":["squared_error"],"reductions":["mean","sum"],
    "quantities":["cost","outputs","dW","db","dX","Z","A","delta"]"#;

/// Rows. weights[j][i] is to neuron j from i, and a column of inputs, targets and outputs is a case.
type Matrix = Vec<Vec<f64>>;

struct Layer {
    activation: String,
    weights: Matrix,
    biases: Vec<f64>,
}

struct Problem {
    layers: Vec<Layer>,
    inputs: Matrix,
    targets: Matrix,
    is_mean: bool,
}

/// The cost and its derivatives.
struct Evaluation {
    cost: f64,
    outputs: Matrix,
    dw: Vec<Matrix>,
    db: Vec<Vec<f64>>,
    dx: Matrix,
    z: Vec<Matrix>,
    /// The inputs, and the outputs of every layer.
    a: Vec<Matrix>,
    delta: Vec<Matrix>,
}

fn evaluate(problem: &Problem) -> Evaluation {
    let layers = &problem.layers;
    let mut z = Vec::new();
    let mut a = vec![problem.inputs.clone()]; // a[l] goes into layer l
    for (l, layer) in layers.iter().enumerate() {
        let mut sums = product(&layer.weights, &a[l]);
        for (row, b) in sums.iter_mut().zip(&layer.biases) {
            row.iter_mut().for_each(|z| *z += b);
        }
        a.push(each(&sums, |z| activate(&layer.activation, z)));
        z.push(sums);
    }
    let outputs = a[layers.len()].clone();

    let divisor = if problem.is_mean { problem.inputs[0].len() as f64 } else { 1.0 };
    let errors = combined(&outputs, &problem.targets, |a, y| a - y);
    let cost = errors.iter().flatten().map(|e| e * e).sum::<f64>() / 2.0 / divisor;

    let (mut dw, mut db, mut delta) = (Vec::new(), Vec::new(), Vec::new());
    let mut da = each(&errors, |e| e / divisor);
    for (l, layer) in layers.iter().enumerate().rev() {
        let dz = combined(&da, &a[l + 1], |d, a| d * slope(&layer.activation, a));
        dw.insert(0, product(&dz, &transposed(&a[l])));
        db.insert(0, dz.iter().map(|row| row.iter().sum()).collect());
        da = product(&transposed(&layer.weights), &dz);
        delta.insert(0, dz);
    }
    Evaluation { cost, outputs, dw, db, dx: da, z, a, delta }
}

fn activate(name: &str, z: f64) -> f64 {
    match name {
        "tanh" => z.tanh(),
        "relu" => z.max(0.0),
        _ => z,
    }
}

/// g′(z), from a = g(z).
fn slope(name: &str, a: f64) -> f64 {
    match name {
        "tanh" => 1.0 - a * a,
        "relu" => if a > 0.0 { 1.0 } else { 0.0 },
        _ => 1.0,
    }
}

fn each(matrix: &Matrix, f: impl Fn(f64) -> f64) -> Matrix {
    matrix.iter().map(|row| row.iter().map(|&x| f(x)).collect()).collect()
}

fn combined(p: &Matrix, q: &Matrix, f: impl Fn(f64, f64) -> f64) -> Matrix {
    p.iter().zip(q).map(|(p, q)| p.iter().zip(q).map(|(&x, &y)| f(x, y)).collect()).collect()
}

fn transposed(matrix: &Matrix) -> Matrix {
    (0..matrix[0].len()).map(|c| matrix.iter().map(|row| row[c]).collect()).collect()
}

fn product(p: &Matrix, q: &Matrix) -> Matrix {
    let columns = transposed(q);
    let dot = |x: &[f64], y: &[f64]| x.iter().zip(y).map(|(x, y)| x * y).sum();
    p.iter().map(|row| columns.iter().map(|column| dot(row, column)).collect()).collect()
}

// ==== The loop ======================================================================================================

fn main() {
    for line in std::io::stdin().lock().split(b'\n') {
        let line = line.expect("the input cannot be read");
        let question = Json::read(&line).unwrap_or_else(|what| panic!("{}: no question", what));
        let seq = question.number("seq").expect("no seq") as u64;
        let command = question.text("cmd").unwrap_or_default();
        let said = match answer(&command, &question) {
            Ok(members) => {
                let comma = if members.is_empty() { "" } else { "," };
                format!(r#"{{"seq":{seq},"status":"ok"{comma}{members}}}"#)
            }
            Err(what) => format!(r#"{{"seq":{seq},"status":"error","message":"{what}"}}"#),
        };
        // One line, flushed: an answer that stays in a buffer is waited for in vain.
        let mut output = std::io::stdout().lock();
        writeln!(output, "{}", said.replace('\n', "")).and_then(|_| output.flush()).expect("nobody listens");
        if command == "bye" {
            return;
        }
    }
}

/// The members of the answer, or what is wrong with the question.
fn answer(command: &str, question: &Json) -> Result<String, String> {
    match command {
        "hello" => Ok(HELLO.to_string()),
        "echo" => Ok(format!("\"numbers\":{}", row_text(&question.get("numbers")?.row()?))),
        "evaluate" => {
            let found = evaluate(&Problem::read(question.get("problem")?)?);
            Ok(format!(
                "\"cost\":{},\"outputs\":{},\"dW\":{},\"db\":{},\"dX\":{},\"Z\":{},\"A\":{},\"delta\":{}",
                number_text(found.cost), matrix_text(&found.outputs), list_text(&found.dw, matrix_text),
                matrix_text(&found.db), matrix_text(&found.dx), list_text(&found.z, matrix_text),
                list_text(&found.a[1..found.z.len()], matrix_text), list_text(&found.delta, matrix_text)))
        }
        "bye" => Ok(String::new()),
        _ => Err("no such command".to_string()),
    }
}

impl Problem {
    fn read(json: &Json) -> Result<Problem, String> {
        let mut layers = Vec::new();
        for layer in json.get("layers")?.elements()? {
            layers.push(Layer {
                activation: layer.text("activation")?,
                weights: layer.get("weights")?.matrix()?,
                biases: layer.get("biases")?.row()?,
            });
        }
        let (inputs, targets) = (json.get("inputs")?.matrix()?, json.get("targets")?.matrix()?);
        Ok(Problem { layers, inputs, targets, is_mean: json.text("reduction")? == "mean" })
    }
}

// ==== Writing JSON ==================================================================================================

/// The shortest decimals that read back as the same number; a word where it is not finite.
fn number_text(x: f64) -> String {
    if x.is_nan() {
        "\"nan\"".to_string()
    } else if x.is_infinite() {
        (if x > 0.0 { "\"inf\"" } else { "\"-inf\"" }).to_string()
    } else {
        format!("{x:?}")
    }
}

fn list_text<T>(elements: &[T], text: impl Fn(&T) -> String) -> String {
    format!("[{}]", elements.iter().map(text).collect::<Vec<_>>().join(","))
}

fn row_text(row: &Vec<f64>) -> String {
    list_text(row, |&x| number_text(x))
}

fn matrix_text(matrix: &Matrix) -> String {
    list_text(matrix, row_text)
}

// ==== Reading JSON ==================================================================================================

/// true, false and null are of no use here, and numbers that are none.
enum Json {
    Number(f64),
    Text(String),
    Array(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    fn read(line: &[u8]) -> Result<Json, String> {
        let mut reader = Reader { line, at: 0 };
        let value = reader.value(0)?;
        reader.skip_blanks();
        if reader.at == line.len() { Ok(value) } else { Err(reader.broken()) }
    }

    fn get(&self, key: &str) -> Result<&Json, String> {
        let members = if let Json::Object(members) = self { members.as_slice() } else { &[] };
        members.iter().find(|(name, _)| name == key).map(|(_, value)| value).ok_or(format!("{key} is missing"))
    }

    fn number(&self, key: &str) -> Result<f64, String> {
        if let Json::Number(number) = self.get(key)? { Ok(*number) } else { Err(format!("{key} is no number")) }
    }

    fn text(&self, key: &str) -> Result<String, String> {
        if let Json::Text(text) = self.get(key)? { Ok(text.clone()) } else { Err(format!("{key} is no text")) }
    }

    fn elements(&self) -> Result<&Vec<Json>, String> {
        if let Json::Array(elements) = self { Ok(elements) } else { Err("an array is missing".to_string()) }
    }

    fn row(&self) -> Result<Vec<f64>, String> {
        let number = |value: &Json| if let Json::Number(x) = value { Ok(*x) } else { Err("a number is missing".into()) };
        self.elements()?.iter().map(number).collect()
    }

    fn matrix(&self) -> Result<Matrix, String> {
        self.elements()?.iter().map(Json::row).collect()
    }
}

struct Reader<'a> {
    line: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    fn broken(&self) -> String {
        format!("JSON broken at byte {}", self.at + 1)
    }

    /// The next byte; 0 at the end of the line.
    fn peek(&self) -> u8 {
        self.line.get(self.at).copied().unwrap_or(0)
    }

    fn skip_blanks(&mut self) {
        while matches!(self.peek(), b' ' | b'\t' | b'\r') {
            self.at += 1;
        }
    }

    /// Whether this byte came next, behind blanks; it is passed over then.
    fn skip(&mut self, byte: u8) -> bool {
        self.skip_blanks();
        let found = self.peek() == byte;
        self.at += found as usize;
        found
    }

    fn value(&mut self, depth: usize) -> Result<Json, String> {
        if depth > 100 {
            return Err(self.broken());
        }
        if self.skip(b'[') {
            let mut elements = Vec::new();
            while !self.skip(b']') {
                if !elements.is_empty() && !self.skip(b',') {
                    return Err(self.broken());
                }
                elements.push(self.value(depth + 1)?);
            }
            return Ok(Json::Array(elements));
        }
        if self.skip(b'{') {
            let mut members = Vec::new();
            while !self.skip(b'}') {
                if !members.is_empty() && !self.skip(b',') {
                    return Err(self.broken());
                }
                let key = self.text()?;
                if !self.skip(b':') {
                    return Err(self.broken());
                }
                members.push((key, self.value(depth + 1)?));
            }
            return Ok(Json::Object(members));
        }
        if self.peek() == b'"' {
            return Ok(Json::Text(self.text()?));
        }
        let start = self.at;
        while matches!(self.peek(), b'0'..=b'9' | b'a'..=b'z' | b'E' | b'+' | b'-' | b'.') {
            self.at += 1;
        }
        let word = std::str::from_utf8(&self.line[start..self.at]).unwrap_or("");
        match word {
            "true" | "false" | "null" => Ok(Json::Number(f64::NAN)),
            _ => word.parse().map(Json::Number).map_err(|_| self.broken()), // rounded correctly, with the sign of -0
        }
    }

    /// Names are plain in this protocol: what is escaped keeps its escape.
    fn text(&mut self) -> Result<String, String> {
        if !self.skip(b'"') {
            return Err(self.broken());
        }
        let start = self.at;
        while self.peek() != b'"' {
            self.at += if self.peek() == b'\\' { 2 } else { 1 };
            if self.at >= self.line.len() {
                return Err(self.broken());
            }
        }
        self.at += 1;
        Ok(String::from_utf8_lossy(&self.line[start..self.at - 1]).into_owned())
    }
}
