//! What the case study of the demonstration asks for besides its instruction.

use catalogue::assignments::{Assignment, Criterion, Level};
use catalogue::library::ItemKind;

/// What the correction of the case study looks at: each criterion, and the points of its levels.
const CRITERIA: [(&str, [(&str, u32); 3]); 3] = [
    (
        "Les trois publications donnent envie de venir",
        [
            ("Elles passent inaperçues", 0),
            ("Une ou deux arrêtent le regard", 4),
            ("Chacune arrête le regard", 8),
        ],
    ),
    (
        "Les photos montrent le travail",
        [
            ("On ne voit pas le métier", 0),
            ("On le devine", 3),
            ("On le voit de près", 6),
        ],
    ),
    (
        "Le rythme se tient",
        [
            ("Impossible à tenir", 0),
            ("À alléger", 3),
            ("Tenable chaque semaine", 6),
        ],
    ),
];

/// What an item asks for, when it is work to hand in.
pub fn asked(kind: ItemKind) -> Option<Assignment> {
    let level = |(label, points): (&str, u32)| Level {
        label: label.to_owned(),
        points,
    };
    let criterion = |(title, levels): (&str, [(&str, u32); 3])| Criterion {
        title: title.to_owned(),
        levels: levels.map(level).to_vec(),
    };
    (kind == ItemKind::Assignment).then(|| Assignment {
        rubric: CRITERIA.map(criterion).to_vec(),
        ..Assignment::default()
    })
}
