use crate::plan::{Activity, Plan, Sequencing};

/// An activity's place in the tree: the organization is 0, then each in the order of a preorder walk.
pub type Place = usize;

/// An activity, apart from its children.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Its parent; none for the root.
    pub parent: Option<Place>,
    /// Its children, all of them, in the order of the manifest.
    pub children: Vec<Place>,
    /// How many activities stand above it.
    pub depth: usize,
    /// What the manifest says of it; without its children.
    pub activity: Activity,
}

/// An activity tree, as the manifest has it. SN 2.1.
#[derive(Clone, Debug, PartialEq)]
pub struct Tree {
    nodes: Vec<Node>,
    /// `adlseq:objectivesGlobalToSystem`.
    pub objectives_global_to_system: bool,
    /// `adlcp:sharedDataGlobalToSystem`.
    pub shared_data_global_to_system: bool,
}

impl Tree {
    /// The tree of a plan.
    pub fn new(plan: &Plan) -> Self {
        let mut tree = Self {
            nodes: Vec::new(),
            objectives_global_to_system: plan.objectives_global_to_system,
            shared_data_global_to_system: plan.shared_data_global_to_system,
        };
        tree.grow(&plan.root, None, 0);
        tree
    }

    fn grow(&mut self, activity: &Activity, parent: Option<Place>, depth: usize) -> Place {
        let place = self.nodes.len();
        self.nodes.push(Node {
            parent,
            children: Vec::new(),
            depth,
            activity: Activity {
                identifier: activity.identifier.clone(),
                title: activity.title.clone(),
                invisible: activity.invisible,
                content: activity.content.clone(),
                sequencing: activity.sequencing.clone(),
                children: Vec::new(),
            },
        });
        let children: Vec<Place> = activity
            .children
            .iter()
            .map(|child| self.grow(child, Some(place), depth + 1))
            .collect();
        if let Some(node) = self.nodes.get_mut(place) {
            node.children = children;
        }
        place
    }

    /// How many activities there are; at least one.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Never: a plan has a root.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// An activity. Places come from this tree; a foreign one stands for the root.
    pub fn node(&self, place: Place) -> &Node {
        &self.nodes[if place < self.nodes.len() { place } else { 0 }]
    }

    /// How an activity is sequenced.
    pub fn sequencing(&self, place: Place) -> &Sequencing {
        &self.node(place).activity.sequencing
    }

    /// Its identifier.
    pub fn identifier(&self, place: Place) -> &str {
        &self.node(place).activity.identifier
    }

    /// The activity with this identifier.
    pub fn find(&self, identifier: &str) -> Option<Place> {
        self.nodes
            .iter()
            .position(|node| node.activity.identifier == identifier)
    }

    /// Its parent.
    pub fn parent(&self, place: Place) -> Option<Place> {
        self.node(place).parent
    }

    /// Whether it has no children.
    pub fn is_leaf(&self, place: Place) -> bool {
        self.node(place).children.is_empty()
    }

    /// The activity and those above it, up to the root.
    pub fn upward(&self, place: Place) -> impl Iterator<Item = Place> + '_ {
        std::iter::successors(Some(place), |at| self.parent(*at))
    }

    /// From the root to the activity, both included.
    pub fn path(&self, place: Place) -> Vec<Place> {
        let mut path: Vec<Place> = self.upward(place).collect();
        path.reverse();
        path
    }

    /// Whether one is the other, or above it.
    pub fn is_within(&self, place: Place, ancestor: Place) -> bool {
        self.upward(place).any(|at| at == ancestor)
    }

    /// The deepest activity that both are, or are under.
    pub fn common_ancestor(&self, one: Place, other: Place) -> Place {
        self.upward(one)
            .find(|at| self.is_within(other, *at))
            .unwrap_or(0)
    }
}
