//! Who is in the demonstration: the chambers, their people, what their documents print.

use people::organisations::Organisation;
use platform::http::BuiltIn;

/// The chambers, with the zone of their clocks.
pub(crate) const REGIONS: [(&str, &str, &str); 21] = [
    ("auvergne-rhone-alpes", "CMA Auvergne-Rhône-Alpes", "Europe/Paris"),
    (
        "bourgogne-franche-comte",
        "CMA Bourgogne-Franche-Comté",
        "Europe/Paris",
    ),
    ("bretagne", "CMA Bretagne", "Europe/Paris"),
    ("centre-val-de-loire", "CMA Centre-Val de Loire", "Europe/Paris"),
    ("corse", "CMA Corse", "Europe/Paris"),
    ("grand-est", "CMA Grand Est", "Europe/Paris"),
    ("guadeloupe", "CMA Guadeloupe", "America/Guadeloupe"),
    ("guyane", "CMA Guyane", "America/Cayenne"),
    ("hauts-de-france", "CMA Hauts-de-France", "Europe/Paris"),
    ("ile-de-france", "CMA Île-de-France", "Europe/Paris"),
    ("martinique", "CMA Martinique", "America/Martinique"),
    ("mayotte", "CMA Mayotte", "Indian/Mayotte"),
    ("normandie", "CMA Normandie", "Europe/Paris"),
    ("nouvelle-aquitaine", "CMA Nouvelle-Aquitaine", "Europe/Paris"),
    ("nouvelle-caledonie", "CMA Nouvelle-Calédonie", "Pacific/Noumea"),
    ("occitanie", "CMA Occitanie", "Europe/Paris"),
    ("pays-de-la-loire", "CMA Pays de la Loire", "Europe/Paris"),
    ("paca", "CMA Provence-Alpes-Côte d’Azur", "Europe/Paris"),
    ("la-reunion", "CMA La Réunion", "Indian/Reunion"),
    ("polynesie", "CMA Polynésie française", "Pacific/Tahiti"),
    (
        "saint-pierre-et-miquelon",
        "CMA Saint-Pierre-et-Miquelon",
        "America/Miquelon",
    ),
];

/// Who signs in to the demonstration: identifier, given name, family name, role.
pub(crate) const STAFF: [(&str, &str, &str, BuiltIn); 5] = [
    ("administration", "Aline", "Nationale", BuiltIn::Administrator),
    ("rene", "René", "Kerjean", BuiltIn::Manager),
    ("fabienne", "Fabienne", "Caradec", BuiltIn::Tutor),
    ("karim", "Karim", "Haddad", BuiltIn::Tutor),
    ("maria.lopes", "Maria", "Lopes", BuiltIn::Adviser),
];

/// A few learners already there: given name, family name, trade, company.
pub(crate) const LEARNERS: [(&str, &str, &str, &str); 5] = [
    ("Yannick", "Guillou", "Menuisier", "Menuiserie de la Rance"),
    ("Inès", "Ferreira", "Tapissière", "L’Atelier d’Inès"),
    ("Claire", "Rousseau", "Céramiste", "Terre et Sel"),
    ("Abdoulaye", "Diallo", "Tailleur", "Diallo Couture"),
    ("Gaëlle", "Morvan", "Brodeuse", "Point d’Armor"),
];

/// What the documents of the demonstration print: invented, but for the town.
pub(crate) fn organisation() -> Organisation {
    Organisation {
        name: "Chambre de métiers et de l’artisanat de Bretagne".to_owned(),
        address: vec![
            "1 place de la Démonstration".to_owned(),
            "35000 Rennes".to_owned(),
        ],
        city: "Rennes".to_owned(),
        siret: "00000000000018".to_owned(),
        nda: "53350000035".to_owned(),
        signatory: "Aline Nationale".to_owned(),
        capacity: "présidente".to_owned(),
    }
}
