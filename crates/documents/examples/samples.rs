#[path = "../tests/it/samples.rs"]
#[allow(dead_code)]
mod samples;
fn main() {
    let dir = std::env::args().nth(1).unwrap();
    let mut times = vec![];
    for round in 0..4 {
        let t = std::time::Instant::now();
        let a = documents::completion(&samples::completion());
        let t1 = t.elapsed();
        let b = documents::end_of_training(&samples::end_of_training());
        times.push((round, t1, t.elapsed() - t1));
        match a {
            Ok(a) => std::fs::write(format!("{dir}/completion.pdf"), a).unwrap(),
            Err(e) => println!("{e}"),
        }
        match b {
            Ok(a) => std::fs::write(format!("{dir}/end.pdf"), a).unwrap(),
            Err(e) => println!("{e}"),
        }
    }
    println!("{times:?}");
    let long = "Maria".repeat(80);
    let mut given = samples::completion_of(&long, &"K7QF".repeat(100));
    given.title.clone_from(&long);
    given.organisation.name.clone_from(&long);
    given.proof.url = format!("https://formation.example/{}", "v".repeat(374));
    std::fs::write(format!("{dir}/long.pdf"), documents::completion(&given).unwrap()).unwrap();
    let mut given = samples::end_of_training();
    given.objectives.extend(given.objectives.clone());
    given.results.extend(given.results.clone()[..2].to_vec());
    given.from = jiff::civil::date(2026, 9, 1);
    given.verdict = "Łukasz Őry Ştefan Мария Ελένη «\u{202f}fin\u{202f}» café₂ नमस्ते 李".into();
    std::fs::write(
        format!("{dir}/more.pdf"),
        documents::end_of_training(&given).unwrap(),
    )
    .unwrap();
    let t = std::time::Instant::now();
    let n = std::env::args().nth(2).map_or(0, |n| n.parse().unwrap());
    for i in 0..n {
        let g = samples::completion_of(&format!("Monique {i}"), &format!("K7QF-{i}"));
        documents::completion(&g).unwrap();
    }
    println!("{n} in {:?}", t.elapsed());
    println!(
        "{}",
        std::fs::read_to_string("/proc/self/status")
            .unwrap()
            .lines()
            .filter(|l| l.starts_with("VmHWM") || l.starts_with("VmRSS"))
            .collect::<String>()
    );
}
